package dev.pointsman.pipeline.resource.fleet;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;

/**
 * The nodes that serve, and the VPC whose routes they hold: Pointsman's own kind.
 *
 * @param region the AWS region
 * @param vpcId the VPC, {@code vpc-…}
 * @param nodes 1 to 60; their order is the order in which they take over
 * @param routeTables which route tables hold the entries
 * @param vrrp how fast a dead node is noticed
 * @param affinity what moves together
 * @param virtualRouterId of the fleet's one route group, 1 to 255; 0 when Pointsman is to choose
 * @param zoneRouterIds the same for zones, with affinity Zonal; zones without one leave the choice to Pointsman
 * @param vipRange the block in which VIPs share one entry per route table; empty where each VIP has its own
 * @param reportPort where the agents of the fleet report to each other, 1 to 65535
 */
public record FleetDefinition(
        Metadata metadata,
        String region,
        String vpcId,
        List<Node> nodes,
        RouteTableSelection routeTables,
        VrrpTiming vrrp,
        Located<Affinity> affinity,
        Located<Integer> virtualRouterId,
        List<ZoneRouterId> zoneRouterIds,
        Optional<Located<Ipv4Block>> vipRange,
        int reportPort)
        implements Definition {

    public FleetDefinition {
        nodes = List.copyOf(nodes);
        zoneRouterIds = List.copyOf(zoneRouterIds);
    }

    /** Which VIPs and route tables move together. */
    public enum Affinity {
        /** All of them: one node owns everything, the others wait. */
        SINGLE("Single"),
        /** Those of a zone: its tables prefer the nodes in that zone, and every node works. */
        ZONAL("Zonal");

        private final String word;

        Affinity(String word) {
            this.word = word;
        }

        /** As it is written in definitions. */
        public String word() {
            return word;
        }
    }

    /**
     * A virtual router id that a person has chosen for a zone's route group.
     *
     * @param id 1 to 255
     */
    public record ZoneRouterId(Located<String> zone, Located<Integer> id) {}

    /**
     * A node as it is written.
     *
     * @param name a DNS-1123 label
     * @param zone the availability zone
     * @param address IPv4, dotted
     * @param interfaceId {@code eni-…}
     */
    public record Node(
            Located<String> name,
            Located<String> zone,
            Located<String> address,
            Located<String> interfaceId,
            Origin origin) {}
}
