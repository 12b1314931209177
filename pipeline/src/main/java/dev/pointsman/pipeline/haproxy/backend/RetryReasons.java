package dev.pointsman.pipeline.haproxy.backend;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.plan.treatment.Retry;
import dev.pointsman.pipeline.plan.treatment.Timeouts;

/**
 * What a request is sent again for.
 *
 * <p>Source: HAProxy configuration manual, "retry-on". A request is kept for that as long as it fits into a buffer (16 kB); a larger one is
 * not sent again.
 */
final class RetryReasons {

    private RetryReasons() {}

    static List<String> of(Retry retry, Timeouts timeouts) {
        List<String> reasons = new ArrayList<>(List.of("conn-failure"));
        if (timeouts.backendRequest().filter(timeout -> !timeout.isZero()).isPresent()) {
            reasons.add("response-timeout");
        }
        retry.codes().forEach(code -> reasons.add(code.toString()));
        return reasons;
    }
}
