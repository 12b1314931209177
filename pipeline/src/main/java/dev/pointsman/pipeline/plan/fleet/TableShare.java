package dev.pointsman.pipeline.plan.fleet;

import java.util.List;
import java.util.Set;

/**
 * Which of the selected route tables are a route group's own.
 *
 * <p>It exists because Git says which tables there are, and only the VPC says which zones use them: the plan holds the rule, the node
 * applies it to what it reads.
 */
public sealed interface TableShare {

    /**
     * Whether a table belongs to the group.
     *
     * @param zones the availability zones of the subnets that use the table: those associated with it, and for the main table those
     *     associated with no other (Amazon VPC User Guide, "Subnet route tables"); empty when none does
     */
    boolean includes(Set<String> zones);

    /** All of them. */
    record Whole() implements TableShare {
        @Override
        public boolean includes(Set<String> zones) {
            return true;
        }
    }

    /**
     * Those of one zone. Every table belongs to exactly one zone: to the first, in the fleet's order, of those whose subnets use it, and to
     * the fleet's first zone when no subnet uses it or only subnets of zones without a node do.
     *
     * @param zone the group's own, one of the order
     * @param order the zones that have nodes, in the order of the fleet's nodes; distinct
     */
    record OfZone(String zone, List<String> order) implements TableShare {
        public OfZone {
            order = List.copyOf(order);
            if (!order.contains(zone) || order.stream().distinct().count() != order.size()) {
                throw new IllegalArgumentException("zone \"" + zone + "\" is not one of the distinct zones " + order);
            }
        }

        @Override
        public boolean includes(Set<String> zones) {
            return order.stream()
                    .filter(zones::contains)
                    .findFirst()
                    .orElse(order.getFirst())
                    .equals(zone);
        }
    }
}
