package dev.pointsman.pipeline.resource;

import java.util.List;
import java.util.Map;
<<<<<<< HEAD
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
=======

/**
 * Selects by labels; everything that is asked must hold, and a selector that asks nothing takes everything.
 *
 * <p>Source: Kubernetes API, meta/v1 "LabelSelector".
 *
 * @param labels labels with exactly these values
 * @param requirements what else is asked
 */
public record LabelSelector(Map<String, String> labels, List<Requirement> requirements) {

>>>>>>> ee8db3f (Listeners select namespaces by label)
    public LabelSelector {
        labels = Map.copyOf(labels);
        requirements = List.copyOf(requirements);
    }

<<<<<<< HEAD
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
=======
    /** Whether it takes something with these labels. */
    public boolean takes(Map<String, String> candidate) {
        return labels.entrySet().stream().allMatch(label -> label.getValue().equals(candidate.get(label.getKey())))
                && requirements.stream().allMatch(requirement -> requirement.holds(candidate));
    }

    /**
     * A requirement on one label.
     *
     * @param key the label
     * @param operator what is asked of it
     * @param values for {@link Operator#IN} and {@link Operator#NOT_IN} at least one, otherwise none
     */
    public record Requirement(String key, Operator operator, List<String> values) {

        public Requirement {
            values = List.copyOf(values);
        }

        /** A label that is not there is not in any values. */
        boolean holds(Map<String, String> candidate) {
            String value = candidate.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
>>>>>>> ee8db3f (Listeners select namespaces by label)
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

<<<<<<< HEAD
    /** Whether a resource with these labels is selected. */
    public boolean matches(Map<String, String> actual) {
        return actual.entrySet().containsAll(labels.entrySet())
                && requirements.stream().allMatch(requirement -> requirement.matches(actual));
=======
    /** Source: Kubernetes API, meta/v1 "LabelSelectorRequirement.operator". */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
>>>>>>> ee8db3f (Listeners select namespaces by label)
    }
}
