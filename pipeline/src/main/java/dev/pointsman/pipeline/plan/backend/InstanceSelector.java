package dev.pointsman.pipeline.plan.backend;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which EC2 instances of the fleet's VPC are meant: those that carry every tag and run.
 *
 * <p>It exists because definitions know no more than this: which instances these are is known on a node alone, and changes without a commit.
 *
 * @param tags keys and values; at least one, so that an empty selector never means every instance by accident
 * @param startingToo whether instances that are still starting (state {@code pending}) are meant as well
 */
public record InstanceSelector(Map<String, String> tags, boolean startingToo) implements Comparable<InstanceSelector> {

    private static final Comparator<InstanceSelector> ORDER =
            Comparator.comparing(InstanceSelector::key).thenComparing(InstanceSelector::startingToo);

    public InstanceSelector {
        SortedMap<String, String> sorted = new TreeMap<>(tags);
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("a selector of instances needs at least one tag");
        }
        tags = Collections.unmodifiableSortedMap(sorted);
    }

    /** Unlike the text for people it tells a '=' in a key from one between key and value. */
    private String key() {
        StringBuilder key = new StringBuilder();
        tags.forEach(
                (name, value) -> key.append(name).append('\n').append(value).append('\n'));
        return key.toString();
    }

    @Override
    public int compareTo(InstanceSelector other) {
        return ORDER.compare(this, other);
    }

    /** The tags for people, for instance {@code app=shop,stage=live}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        tags.forEach((key, value) ->
                text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value));
        return text.toString();
    }
}
