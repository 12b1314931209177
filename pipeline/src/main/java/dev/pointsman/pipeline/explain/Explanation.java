package dev.pointsman.pipeline.explain;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;

/**
 * The way of one request through the plan.
 *
 * @param entrypoint where it comes in
 * @param listener the listener that it belongs to by its host; empty when none takes the host, or the connection did not come about
 * @param candidates the listener's rules in the order in which they are tried
 * @param answer who answers
 */
public record Explanation(
        Entrypoint entrypoint, Optional<Listener> listener, List<Candidate> candidates, Answer answer) {

    public Explanation {
        candidates = List.copyOf(candidates);
    }
}
