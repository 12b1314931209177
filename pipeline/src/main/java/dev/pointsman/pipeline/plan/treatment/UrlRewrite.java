package dev.pointsman.pipeline.plan.treatment;

import java.util.Optional;

import dev.pointsman.pipeline.plan.match.HostMatch;

/**
 * Another host or path for a request on its way to a backend.
 *
 * <p>Source: Gateway API v1.6, "HTTPURLRewriteFilter".
 *
 * @param hostname what the backend sees as Host; empty leaves it
 * @param path empty leaves it
 */
public record UrlRewrite(String hostname, Optional<PathRewrite> path) {

    public UrlRewrite {
        if (!hostname.isEmpty()) {
            new HostMatch.Exact(hostname);
        }
    }
}
