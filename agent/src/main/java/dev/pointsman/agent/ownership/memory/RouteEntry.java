package dev.pointsman.agent.ownership.memory;

import java.util.Comparator;

import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * The place of one entry: a route table and a destination in it.
 *
 * @param table {@code rtb-…}
 * @param destination a CIDR block: a VIP, for instance {@code 10.99.0.10/32}, or the range that VIPs are in
 */
public record RouteEntry(String table, String destination) implements Comparable<RouteEntry> {

    private static final Comparator<RouteEntry> ORDER =
            Comparator.comparing(RouteEntry::table).thenComparing(RouteEntry::destination);

    /** Whether both decide about a packet: they are in one table and have an address in common. */
    public boolean overlaps(RouteEntry other) {
        return table.equals(other.table) && Ipv4Block.parse(destination).overlaps(Ipv4Block.parse(other.destination));
    }

    @Override
    public int compareTo(RouteEntry other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return table + " " + destination;
    }
}
