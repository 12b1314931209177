package dev.pointsman.agent.ownership.memory;

import java.util.Comparator;

/**
 * The place of one entry: a route table and a destination in it.
 *
 * @param table {@code rtb-…}
 * @param destination the VIP as CIDR block, for instance {@code 10.99.0.10/32}
 */
public record RouteEntry(String table, String destination) implements Comparable<RouteEntry> {

    private static final Comparator<RouteEntry> ORDER =
            Comparator.comparing(RouteEntry::table).thenComparing(RouteEntry::destination);

    @Override
    public int compareTo(RouteEntry other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return table + " " + destination;
    }
}
