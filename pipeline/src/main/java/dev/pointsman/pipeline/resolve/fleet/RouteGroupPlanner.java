package dev.pointsman.pipeline.resolve.fleet;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.TableShare;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;

/** Decides which VIPs and route tables move together, and under which numbers keepalived knows them. */
public final class RouteGroupPlanner {

    private final Findings findings;

    public RouteGroupPlanner(Findings findings) {
        this.findings = findings;
    }

    /** The route groups that the Fleet's affinity asks for; after a finding, those that it would have. */
    public List<RouteGroup> plan(FleetDefinition fleet, SortedSet<String> vips) {
        List<String> destinations = destinations(fleet, vips);
        return switch (fleet.affinity().value()) {
            case SINGLE -> single(fleet, destinations);
            case ZONAL -> zonal(fleet, destinations);
        };
    }

    /**
     * The Fleet's range, for whatever VIPs are in it, now and later, and each VIP outside it by itself. Groups by zone have the same destinations
     * in different route tables, so each has the whole range; it is there before the first VIP, so that this one too needs no call to EC2.
     */
    private static List<String> destinations(FleetDefinition fleet, SortedSet<String> vips) {
        Stream<String> range =
                fleet.vipRange().stream().map(block -> block.value().toString());
        Stream<String> single = vips.stream()
                .filter(vip -> fleet.vipRange()
                        .filter(block -> block.value().contains(vip))
                        .isEmpty())
                .map(vip -> Ipv4Block.host(vip).toString());
        return Stream.concat(range, single).toList();
    }

    /** All VIPs move together, under the fleet's name. */
    private List<RouteGroup> single(FleetDefinition fleet, List<String> destinations) {
        fleet.zoneRouterIds().stream()
                .findFirst()
                .ifPresent(first -> findings.error(
                        FindingCode.INVALID_VALUE,
                        first.zone().origin(),
                        "with affinity Single there is one route group, and no zone has a virtual router id of its own",
                        "Use virtualRouterId, or affinity Zonal."));
        String name = fleet.metadata().name();
        int id = virtualRouterIds(
                        Map.of(name, fleet.virtualRouterId()), fleet.metadata().origin())
                .get(name);
        return List.of(new RouteGroup(
                name,
                id,
                destinations,
                fleet.routeTables(),
                new TableShare.Whole(),
                names(fleet.nodes().stream()),
                placeholder(id)));
    }

    /** The VIPs move by zone, under the zones' names: each zone's route tables prefer its own nodes, then those of the zones that follow. */
    private List<RouteGroup> zonal(FleetDefinition fleet, List<String> destinations) {
        List<String> zones = fleet.nodes().stream()
                .map(node -> node.zone().value())
                .distinct()
                .toList();
        Map<String, Integer> ids =
                virtualRouterIds(writtenZoneIds(fleet, zones), fleet.metadata().origin());
        return zones.stream()
                .map(zone -> new RouteGroup(
                        zone,
                        ids.get(zone),
                        destinations,
                        fleet.routeTables(),
                        new TableShare.OfZone(zone, zones),
                        names(rotated(zones, zone)
                                .flatMap(next -> fleet.nodes().stream()
                                        .filter(node -> node.zone().value().equals(next)))),
                        placeholder(ids.get(zone))))
                .toList();
    }

    private Map<String, Located<Integer>> writtenZoneIds(FleetDefinition fleet, List<String> zones) {
        if (fleet.virtualRouterId().value() != 0) {
            findings.error(
                    FindingCode.INVALID_VALUE,
                    fleet.virtualRouterId().origin(),
                    "with affinity Zonal each zone has a virtual router id of its own",
                    "Use virtualRouterIds: [{zone: " + zones.getFirst() + ", id: "
                            + fleet.virtualRouterId().value() + "}], or leave the choice to Pointsman.");
        }
        Map<String, Located<Integer>> written = new TreeMap<>();
        for (FleetDefinition.ZoneRouterId chosen : fleet.zoneRouterIds()) {
            String zone = chosen.zone().value();
            if (!zones.contains(zone)) {
                findings.error(
                        FindingCode.DANGLING_REFERENCE,
                        chosen.zone().origin(),
                        "no node of the Fleet is in zone " + Quoted.of(zone),
                        "Its zones are " + String.join(", ", zones) + ".");
            } else if (written.putIfAbsent(zone, chosen.id()) != null) {
                findings.error(
                        FindingCode.DUPLICATE_NAME,
                        chosen.zone().origin(),
                        "zone " + Quoted.of(zone) + " has a virtual router id already ("
                                + written.get(zone).origin().place() + ")",
                        "Say it once.");
            }
        }
        zones.forEach(zone ->
                written.putIfAbsent(zone, new Located<>(0, fleet.metadata().origin())));
        return written;
    }

    /** The same zones in the same round, beginning with one of them: when a zone fails, not all turn to the same other one. */
    private static Stream<String> rotated(List<String> zones, String first) {
        int start = zones.indexOf(first);
        return Stream.concat(zones.subList(start, zones.size()).stream(), zones.subList(0, start).stream());
    }

    private static List<String> names(Stream<FleetDefinition.Node> nodes) {
        return nodes.map(node -> node.name().value()).toList();
    }

    /**
     * A virtual router id for each route group of one fleet: the one that is written (not 0), or else one that follows from the group's
     * name alone, so that it stays when other groups come and go. Two groups with one id are a finding.
     */
    public Map<String, Integer> virtualRouterIds(Map<String, Located<Integer>> written, Origin fleet) {
        Map<String, Integer> ids = new TreeMap<>();
        written.forEach((name, chosen) -> ids.put(name, chosen.value() == 0 ? derivedId(name) : chosen.value()));
        Map<Integer, String> holders = new HashMap<>();
        ids.forEach((name, id) -> {
            String holder = holders.putIfAbsent(id, name);
            if (holder != null) {
                Located<Integer> chosen = written.get(name);
                findings.error(
                        FindingCode.CONFLICT,
                        chosen.value() == 0 ? fleet : chosen.origin(),
                        "the route groups " + Quoted.of(holder) + " and " + Quoted.of(name)
                                + " both get the virtual router id " + id,
                        "Give one of them one of its own, in the Fleet's vrrp: virtualRouterIds: [{zone: " + name
                                + ", id: " + unlikeAll(ids.values()) + "}].");
            }
        });
        return ids;
    }

    /** A fleet has fewer groups than there are ids. */
    private static int unlikeAll(Collection<Integer> taken) {
        return IntStream.range(1, 255)
                .filter(id -> !taken.contains(id))
                .findFirst()
                .orElse(255);
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
