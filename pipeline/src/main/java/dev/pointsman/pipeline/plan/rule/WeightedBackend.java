package dev.pointsman.pipeline.plan.rule;

import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;

/**
 * A backend's share of a rule's requests.
 *
 * @param backend whom to forward to
 * @param weight its share is weight / sum of the rule's weights; 0 (no requests) to 1,000,000 (Gateway API v1, "BackendRef.weight")
 * @param requestHeaders what is done to the headers of its requests, after the rule's own edits
 * @param responseHeaders what is done to the headers of its answers, after the rule's own edits
 */
public record WeightedBackend(
        BackendName backend, int weight, HeaderEdits requestHeaders, HeaderEdits responseHeaders) {

    public static final int MOST_WEIGHT = 1_000_000;

    public WeightedBackend {
        if (weight < 0 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException("weight " + weight + " is not between 0 and " + MOST_WEIGHT);
        }
    }

    /** A share without edits of its own. */
    public WeightedBackend(BackendName backend, int weight) {
        this(backend, weight, HeaderEdits.NONE, HeaderEdits.NONE);
    }

    /** Whether requests to this backend are edited in a way of their own. */
    public boolean hasEdits() {
        return !requestHeaders.isEmpty() || !responseHeaders.isEmpty();
    }
}
