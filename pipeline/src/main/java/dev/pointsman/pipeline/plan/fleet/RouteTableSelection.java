package dev.pointsman.pipeline.plan.fleet;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which route tables of the fleet's VPC hold the entries of a route group. Tables associated with a gateway never do. */
public sealed interface RouteTableSelection {

    /** Every route table of the VPC. */
    record All() implements RouteTableSelection {}

    /** Exactly these, {@code rtb-…}; at least one. */
    record Ids(List<String> ids) implements RouteTableSelection {
        public Ids {
            ids = ids.stream().distinct().sorted().toList();
            if (ids.isEmpty() || !ids.stream().allMatch(id -> id.matches("rtb-[0-9a-f]{8,17}"))) {
                throw new IllegalArgumentException(ids + " is not a list of route table ids");
            }
        }
    }

    /** Those that carry all of these tags; at least one tag, so that an empty selector never means every table by accident. */
    record Tags(Map<String, String> tags) implements RouteTableSelection {
        public Tags {
            SortedMap<String, String> sorted = new TreeMap<>(tags);
            if (sorted.isEmpty()) {
                throw new IllegalArgumentException("a tag selection needs at least one tag");
            }
            tags = java.util.Collections.unmodifiableSortedMap(sorted);
        }
    }
}
