package dev.pointsman.pipeline.resource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which labels a resource must have; without a condition, every resource matches.
 *
 * <p>Source: Kubernetes API, meta/v1 "LabelSelector".
 *
 * @param labels each must be there with this value
 * @param requirements each must hold
 */
public record LabelSelector(Map<String, String> labels, List<Requirement> requirements) {
    public LabelSelector {
        labels = Map.copyOf(labels);
        requirements = List.copyOf(requirements);
    }

    /** What a requirement asks of a label. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    /**
     * A condition on one label.
     *
     * @param values for {@link Operator#IN} and {@link Operator#NOT_IN}; a label that is not there is in no set
     */
    public record Requirement(String key, Operator operator, Set<String> values) {
        public Requirement {
            values = Set.copyOf(values);
        }

        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            boolean isIn = value != null && values.contains(value);
            return switch (operator) {
                case IN -> isIn;
                case NOT_IN -> !isIn;
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    /** Whether a resource with these labels is selected. */
    public boolean matches(Map<String, String> actual) {
        return actual.entrySet().containsAll(labels.entrySet())
                && requirements.stream().allMatch(requirement -> requirement.matches(actual));
    }
}
