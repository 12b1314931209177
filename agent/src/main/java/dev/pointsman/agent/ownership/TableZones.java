package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.TableShare;

/**
 * Says which of the tables that were read are a route group's, where groups share them by zone.
 *
 * <p>It exists because only the VPC knows which zones use a table. Subnets rarely change, so it asks anew only now and then, and when a
 * table appears that it has never seen; when EC2 refuses, what it knew before holds. Safe for use by many threads.
 */
final class TableZones {

    /** A subnet that gets another route table is served across a zone for as long at most. */
    private static final Duration TRUST = Duration.ofSeconds(30);

    private final InstantSource clock;
    private Map<String, Set<String>> zones = Map.of();
    private Instant asked = Instant.MIN;
    private SortedMap<String, String> mixed = new TreeMap<>();

    TableZones(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The group's tables.
     *
     * @param selected the tables that the group selects, as read
     * @throws Ec2Exception when the zones have never been read and cannot be now
     */
    List<RouteTable> share(RouteGroup group, List<RouteTable> selected, RouteTables ec2, String vpcId)
            throws Ec2Exception {
        return switch (group.share()) {
            case TableShare.Whole _ -> selected;
            case TableShare.OfZone share -> {
                renew(selected, ec2, vpcId);
                yield ofZone(group, share, selected);
            }
        };
    }

    private synchronized void renew(List<RouteTable> selected, RouteTables ec2, String vpcId) throws Ec2Exception {
        boolean isFresh = clock.instant().isBefore(asked.plus(TRUST))
                && selected.stream().allMatch(table -> zones.containsKey(table.id()));
        if (isFresh) {
            return;
        }
        try {
            zones = ec2.zones(vpcId);
            asked = clock.instant();
            mixed = new TreeMap<>();
        } catch (Ec2Exception refused) {
            if (asked.equals(Instant.MIN)) {
                throw refused;
            }
        }
    }

    private synchronized List<RouteTable> ofZone(RouteGroup group, TableShare.OfZone share, List<RouteTable> selected) {
        List<RouteTable> own = selected.stream()
                .filter(table -> share.includes(zones.getOrDefault(table.id(), Set.of())))
                .toList();
        for (RouteTable table : own) {
            Set<String> served = new TreeSet<>(zones.getOrDefault(table.id(), Set.of()));
            served.retainAll(share.order());
            if (served.size() > 1) {
                mixed.put(
                        table.id(),
                        "route table " + table.id() + " is used by subnets of " + String.join(" and ", served)
                                + " and belongs to route group " + group.name()
                                + ", so packets of the others cross zones; give each zone a route table of its own");
            }
        }
        return own;
    }

    /** The tables that subnets of several zones use, one sentence each; empty when there are none. */
    synchronized List<String> remarks() {
        return List.copyOf(mixed.values());
    }
}
