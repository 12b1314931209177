package dev.pointsman.pipeline.plan.treatment;

import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.plan.match.HostMatch;

/**
 * The answer that sends a client elsewhere.
 *
 * <p>Source: Gateway API v1.6, "HTTPRequestRedirectFilter".
 *
 * @param scheme {@code http}, {@code https}, or empty for the request's
 * @param hostname a host name, or empty for the request's
 * @param port 1 to 65535; 0 for the scheme's own when the scheme is given, else for the listener's. A port that is the scheme's own is not
 *     written into the location
 * @param path empty leaves the request's; the query stays in any case
 * @param code 301, 302, 303, 307 or 308
 */
public record Redirect(String scheme, String hostname, int port, Optional<PathRewrite> path, int code) {

    private static final Set<String> SCHEMES = Set.of("", "http", "https");
    private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);

    public Redirect {
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException("scheme \"" + scheme + "\" is neither http nor https");
        }
        if (!hostname.isEmpty()) {
            new HostMatch.Exact(hostname);
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        if (!CODES.contains(code)) {
            throw new IllegalArgumentException("status " + code + " is not one of " + CODES);
        }
    }
}
