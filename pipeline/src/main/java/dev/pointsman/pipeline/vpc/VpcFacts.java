package dev.pointsman.pipeline.vpc;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of VPCs, from the EC2 API or from files.
 *
 * @param vpcs by id
 * @param peerings of all of them
 * @param known which kinds of resources were asked for at all; of the others nothing is known
 * @param takenAt when, in the notation of ISO 8601; empty when that is not known
 */
public record VpcFacts(SortedMap<String, Vpc> vpcs, List<Peering> peerings, Set<Section> known, String takenAt) {

    public VpcFacts {
        vpcs = Collections.unmodifiableSortedMap(new TreeMap<>(vpcs));
        peerings = List.copyOf(peerings);
        known = Collections.unmodifiableSet(known.isEmpty() ? EnumSet.noneOf(Section.class) : EnumSet.copyOf(known));
    }

    public boolean knows(Section section) {
        return known.contains(section);
    }

    /** The VPC; empty when nothing is known of it. */
    public Optional<Vpc> vpc(String id) {
        return Optional.ofNullable(vpcs.get(id));
    }

    /** The VPC that has the network interface. */
    public Optional<Vpc> vpcOfInterface(String interfaceId) {
        return vpcs.values().stream()
                .filter(vpc -> vpc.networkInterfaces().containsKey(interfaceId))
                .findFirst();
    }

    /** The peerings of a VPC through which packets go. */
    public List<Peering> activePeerings(String vpcId) {
        return peerings.stream()
                .filter(peering -> peering.isActive() && peering.isOf(vpcId))
                .toList();
    }
}
