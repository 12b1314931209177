package dev.pointsman.pipeline.explain;

import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;

/**
 * Where a redirect sends a client.
 *
 * <p>Source: Gateway API v1.6, "HTTPRequestRedirectFilter".
 */
final class Location {

    private Location() {}

    static String of(Redirect redirect, Request request, Entrypoint entrypoint) {
        String scheme = !redirect.scheme().isEmpty() ? redirect.scheme() : entrypoint.isTls() ? "https" : "http";
        String host = redirect.hostname().isEmpty() ? request.host() : redirect.hostname();
        String path = redirect.path()
                .map(rewrite -> rewritten(rewrite, request.path()))
                .orElse(request.path());
        return scheme + "://" + host + port(redirect, scheme, entrypoint.port()) + path
                + (request.query().isEmpty() ? "" : "?" + request.query());
    }

    /** A path as a backend or a location has it. */
    static String rewritten(PathRewrite rewrite, String path) {
        return switch (rewrite) {
            case PathRewrite.Full(String replacement) -> replacement;
            case PathRewrite.Prefix(String prefix, String replacement) -> {
                String rest = path.substring(Math.min(prefix.length(), path.length()));
                yield replacement.isEmpty() && rest.isEmpty() ? "/" : replacement + rest;
            }
        };
    }

    private static String port(Redirect redirect, String scheme, int listener) {
        if (redirect.port() == 0 && !redirect.scheme().isEmpty()) {
            return "";
        }
        int port = redirect.port() == 0 ? listener : redirect.port();
        return port == (scheme.equals("https") ? 443 : 80) ? "" : ":" + port;
    }
}
