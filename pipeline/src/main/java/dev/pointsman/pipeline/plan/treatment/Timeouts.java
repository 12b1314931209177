package dev.pointsman.pipeline.plan.treatment;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a client and a backend are waited for.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteTimeouts".
 *
 * @param request for the whole of a request, retries included; zero switches it off, empty leaves the default
 * @param backendRequest for one try at a backend; zero switches it off, empty leaves the default
 */
public record Timeouts(Optional<Duration> request, Optional<Duration> backendRequest) {

    public static final Timeouts DEFAULT = new Timeouts(Optional.empty(), Optional.empty());

    public Timeouts {
        Stream.concat(request.stream(), backendRequest.stream()).forEach(timeout -> {
            if (timeout.isNegative()) {
                throw new IllegalArgumentException("timeout " + timeout + " is negative");
            }
        });
    }

    /** The shorter of both, which is what one try may take; zero for no bound at all, empty for the default. */
    public Optional<Duration> ofOneTry() {
        return Stream.concat(request.stream(), backendRequest.stream())
                .min((one, other) -> one.isZero() ? 1 : other.isZero() ? -1 : one.compareTo(other));
    }
}
