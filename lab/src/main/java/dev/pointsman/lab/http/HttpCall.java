package dev.pointsman.lab.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request, read whole.
 *
 * <p>Exists so that endpoints are functions from calls to answers, testable without sockets.
 *
 * @param method {@code GET}, {@code POST}, …
 * @param path as sent, still percent-encoded, without the query
 * @param query as sent, still percent-encoded, empty if there is none
 * @param headers values by name; names are found in any case
 * @param body empty if there is none
 */
public record HttpCall(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    public HttpCall {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    /** The header's first value. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
}
