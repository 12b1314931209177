package dev.pointsman.pipeline.explain;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.rule.Rule;

/** Who answers a request. */
public sealed interface Answer {

    /** The rule that took the request, if one did. */
    default Optional<Rule> winner() {
        return switch (this) {
            case Forwarded forwarded -> Optional.of(forwarded.rule());
            case Redirected redirected -> Optional.of(redirected.rule());
            case Preflight preflight -> Optional.of(preflight.rule());
            case Unserved unserved -> Optional.of(unserved.rule());
            case NoRule ignored -> Optional.empty();
            case Misdirected ignored -> Optional.empty();
            case Closed ignored -> Optional.empty();
            case HandedOn ignored -> Optional.empty();
        };
    }

    /**
     * One of these backends.
     *
     * @param shares those with a weight above 0, at least one; a backend without endpoints answers with 503, none with 500
     */
    record Forwarded(Rule rule, List<Share> shares) implements Answer {
        public Forwarded {
            shares = List.copyOf(shares);
        }
    }

    /**
     * A backend's part of a rule's requests.
     *
     * @param backend empty for references that lead nowhere
     * @param weight above 0
     * @param ofTotal the sum of the rule's weights
     * @param hasEndpoints whether anybody serves it
     */
    record Share(Optional<BackendName> backend, int weight, int ofTotal, boolean hasEndpoints) {
        /** 0 to 100. */
        public double percent() {
            return 100.0 * weight / ofTotal;
        }
    }

    /**
     * The load balancer itself, by sending the client elsewhere.
     *
     * @param location absolute
     * @param status 301, 302, 303, 307 or 308
     */
    record Redirected(Rule rule, String location, int status) implements Answer {}

    /** The load balancer itself, with 204 to the question of a browser whether it may ask (Fetch Standard, "CORS-preflight request"). */
    record Preflight(Rule rule) implements Answer {}

    /** The load balancer itself, with 500: the rule has no backend that takes requests. */
    record Unserved(Rule rule) implements Answer {}

    /** The load balancer itself, with 404: no rule of the listener takes the request, or no listener does. */
    record NoRule() implements Answer {}

    /** The load balancer itself, with 421: the connection was made for the names of another listener. */
    record Misdirected() implements Answer {}

    /**
     * Whoever gets the connection, which is not for requests: the server name leads to a listener of protocol TLS.
     *
     * @param listener its full name
     */
    record HandedOn(String listener) implements Answer {}

    /** Nobody: the connection is closed, because no listener takes the server name. */
    record Closed() implements Answer {}
}
