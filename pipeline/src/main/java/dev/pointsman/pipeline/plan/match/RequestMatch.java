package dev.pointsman.pipeline.plan.match;

import java.util.List;

/**
 * The conditions that one request must all meet.
 *
 * <p>Source: Gateway API v1, "HTTPRouteMatch".
 *
 * @param path the path condition; {@code Prefix("/")} takes every path
 * @param method the method, upper case, or empty for every method
 * @param headers each must hold; at most 16
 * @param queryParameters each must hold; at most 16
 */
public record RequestMatch(
        PathMatch path, String method, List<HeaderMatch> headers, List<QueryParameterMatch> queryParameters) {

    /** The Gateway API's bound ("maxItems") for either list; proxies bound the number of conditions of a rule, too. */
    private static final int MOST = 16;

    public RequestMatch {
        if (!method.isEmpty() && !method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new IllegalArgumentException("method \"" + method + "\" is not made of upper-case letters");
        }
        headers = List.copyOf(headers);
        queryParameters = List.copyOf(queryParameters);
        if (headers.size() > MOST || queryParameters.size() > MOST) {
            throw new IllegalArgumentException("a match has at most " + MOST + " headers and " + MOST
                    + " query parameters, not " + headers.size() + " and " + queryParameters.size());
        }
    }
}
