package dev.pointsman.pipeline.plan.treatment;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a request is sent again.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteRetry". A connection that did not come about is always tried again; so is a try that ran into its
 * own timeout, when there is one.
 *
 * @param codes the statuses that are answered by another try
 * @param attempts tries after the first; 0 for none, at most {@value #MOST_ATTEMPTS}
 */
public record Retry(SortedSet<Integer> codes, int attempts) {

    public static final int MOST_ATTEMPTS = 100;

    /** The statuses that every HAProxy from 2.6 on can repeat a request for ({@code retry-on}). */
    public static final Set<Integer> SERVED_CODES = Set.of(404, 408, 425, 500, 501, 502, 503, 504);

    public Retry {
        codes = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(codes));
        if (!SERVED_CODES.containsAll(codes)) {
            throw new IllegalArgumentException("not all of " + codes + " are among " + SERVED_CODES);
        }
        if (attempts < 0 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts " + attempts + " is not between 0 and " + MOST_ATTEMPTS);
        }
    }
}
