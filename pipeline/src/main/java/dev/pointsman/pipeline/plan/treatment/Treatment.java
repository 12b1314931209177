package dev.pointsman.pipeline.plan.treatment;

import java.util.Optional;

/**
 * What a rule does to the requests that it takes and to their answers, besides forwarding them.
 *
 * @param redirect the answer instead of forwarding; then there is no rewrite
 * @param rewrite another host or path for the backend
 * @param requestHeaders for the backend
 * @param responseHeaders for the client
 * @param cors whether pages of other origins may read the answers
 * @param timeouts how long a try may take
 * @param retry when a request is sent again; empty for the default, which repeats connections only
 */
public record Treatment(
        Optional<Redirect> redirect,
        Optional<UrlRewrite> rewrite,
        HeaderEdits requestHeaders,
        HeaderEdits responseHeaders,
        Optional<Cors> cors,
        Timeouts timeouts,
        Optional<Retry> retry) {

    public static final Treatment NONE = new Treatment(
            Optional.empty(),
            Optional.empty(),
            HeaderEdits.NONE,
            HeaderEdits.NONE,
            Optional.empty(),
            Timeouts.DEFAULT,
            Optional.empty());

    public Treatment {
        if (redirect.isPresent() && rewrite.isPresent()) {
            throw new IllegalArgumentException("a rule either redirects or rewrites");
        }
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
