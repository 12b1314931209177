package dev.pointsman.pipeline.resolve.fleet;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.zip.CRC32;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.RouteGroup;
import dev.pointsman.pipeline.resource.FleetDefinition;

/** Decides which VIPs move together, and under which numbers keepalived knows them. */
public final class RouteGroupPlanner {

    private final Findings findings;

    public RouteGroupPlanner(Findings findings) {
        this.findings = findings;
    }

    /** Affinity Single: all VIPs move together, under the fleet's name. */
    public List<RouteGroup> plan(FleetDefinition fleet, SortedSet<String> vips) {
        String name = fleet.metadata().name();
        Map<String, Integer> ids = virtualRouterIds(
                Map.of(name, fleet.virtualRouterId()), fleet.metadata().origin());
        return List.of(new RouteGroup(
                name,
                ids.get(name),
                vips.stream().map(vip -> vip + "/32").toList(),
                fleet.routeTables(),
                fleet.nodes().stream().map(node -> node.name().value()).toList(),
                placeholder(ids.get(name))));
    }

    /**
     * A virtual router id for each route group of one fleet: the one that is written (not 0), or else one that follows from the group's
     * name alone, so that it stays when other groups come and go. Two groups with one id are a finding.
     */
    public Map<String, Integer> virtualRouterIds(Map<String, Located<Integer>> written, Origin fleet) {
        Map<String, Integer> ids = new TreeMap<>();
        Map<Integer, String> holders = new HashMap<>();
        new TreeMap<>(written).forEach((name, chosen) -> {
            int id = chosen.value() == 0 ? derivedId(name) : chosen.value();
            String holder = holders.putIfAbsent(id, name);
            if (holder != null) {
                findings.error(
                        FindingCode.CONFLICT,
                        chosen.value() == 0 ? fleet : chosen.origin(),
                        "the route groups " + Quoted.of(holder) + " and " + Quoted.of(name)
                                + " both get the virtual router id " + id,
                        "Give one of them a virtualRouterId of its own, from 1 to 255.");
            }
            ids.put(name, id);
        });
        return ids;
    }

    private static int derivedId(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() % 255) + 1;
    }

    /**
     * The address that keepalived adds while a node is MASTER of the group; unique in the fleet, because the id is. AWS has nothing in
     * 169.254.112.0/24 (its services are at 169.254.169.x and 169.254.170.x), and RFC 3927 reserves 169.254.0.x and 169.254.255.x. 112 is
     * VRRP's protocol number.
     */
    private static String placeholder(int virtualRouterId) {
        return "169.254.112." + virtualRouterId;
    }
}
