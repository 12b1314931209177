package dev.pointsman.pipeline.plan;

/**
 * A backend's share of a rule's requests.
 *
 * @param backend whom to forward to
 * @param weight its share is weight / sum of the rule's weights; 0 (no requests) to 1,000,000 (Gateway API v1, "BackendRef.weight")
 */
public record WeightedBackend(BackendName backend, int weight) {

    public static final int MOST_WEIGHT = 1_000_000;

    public WeightedBackend {
        if (weight < 0 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException("weight " + weight + " is not between 0 and " + MOST_WEIGHT);
        }
    }
}
