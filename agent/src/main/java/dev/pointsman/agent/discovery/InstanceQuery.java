package dev.pointsman.agent.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.pointsman.pipeline.plan.backend.InstanceSelector;

/**
 * One question to EC2 that answers several selectors.
 *
 * <p>It exists because EC2 counts calls, per account and region: selectors that have a key in common (as a rule all of them, for instance
 * {@code app}) are asked about together. Filters of different keys are joined by "and", their values by "or", so what comes back may be more
 * than what is wanted, and each selector takes its own from it.
 *
 * <p>Source: Amazon EC2 API Reference, "DescribeInstances": at most 50 filters, with 200 values each.
 *
 * @param tags by key that every selector has, the values that are wanted; an empty set stands for every value
 * @param startingToo whether one of the selectors asks for instances that are starting
 */
public record InstanceQuery(SortedMap<String, SortedSet<String>> tags, boolean startingToo) {

    static final int MOST_VALUES = 200;

    /** More keys would not make it ask for fewer instances, only for longer. */
    private static final int MOST_KEYS = 20;

    public InstanceQuery {
        SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
        tags.forEach((key, values) -> copy.put(key, Collections.unmodifiableSortedSet(new TreeSet<>(values))));
        tags = Collections.unmodifiableSortedMap(copy);
    }

    /** As few questions as it takes to ask about all of them; the same selectors give the same questions. */
    public static List<InstanceQuery> covering(Collection<InstanceSelector> selectors) {
        List<InstanceQuery> queries = new ArrayList<>();
        SortedSet<InstanceSelector> left = new TreeSet<>(selectors);
        while (!left.isEmpty()) {
            String key = mostCommonKey(left);
            List<InstanceSelector> together = left.stream()
                    .filter(selector -> selector.tags().containsKey(key))
                    .limit(MOST_VALUES)
                    .toList();
            queries.add(of(together));
            together.forEach(left::remove);
        }
        return queries;
    }

    /** The key that most of them have; of several the one with the most values, which leaves the fewest instances that nobody asks for. */
    private static String mostCommonKey(Set<InstanceSelector> selectors) {
        SortedMap<String, Integer> uses = new TreeMap<>();
        Map<String, Set<String>> values = new TreeMap<>();
        for (InstanceSelector selector : selectors) {
            selector.tags().forEach((key, value) -> {
                uses.merge(key, 1, Integer::sum);
                values.computeIfAbsent(key, any -> new TreeSet<>()).add(value);
            });
        }
        String best = uses.firstKey();
        for (String key : uses.keySet()) {
            int more = uses.get(key) - uses.get(best);
            if (more > 0
                    || more == 0 && values.get(key).size() > values.get(best).size()) {
                best = key;
            }
        }
        return best;
    }

    private static InstanceQuery of(List<InstanceSelector> selectors) {
        SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
        for (String key : selectors.getFirst().tags().keySet()) {
            boolean isCommon =
                    selectors.stream().allMatch(selector -> selector.tags().containsKey(key));
            if (isCommon && tags.size() < MOST_KEYS) {
                SortedSet<String> values = new TreeSet<>();
                selectors.forEach(selector -> values.add(selector.tags().get(key)));
                // Of a tag without a value only the key can be asked for.
                tags.put(key, values.contains("") ? new TreeSet<>() : values);
            }
        }
        return new InstanceQuery(tags, selectors.stream().anyMatch(InstanceSelector::startingToo));
    }
}
