package dev.pointsman.lab.ec2.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import dev.pointsman.lab.http.HttpCall;

/**
 * A call of the Query protocol: an action and its parameters, from the query string and a form body alike.
 *
 * <p>Exists to hold what was sent before anything is known about the action, for the journal as much as for the action.
 *
 * @param action empty if none was sent
 * @param version empty if none was sent
 * @param parameters all others in the order sent
 */
public record QueryRequest(String action, String version, Map<String, String> parameters) {

    /** The only version the lab speaks; it is what every current client sends. */
    public static final String VERSION = "2016-11-15";

    public QueryRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads a call.
     *
     * @throws Ec2Exception {@code MalformedQueryString} if a name comes twice or an escape is broken
     */
    public static QueryRequest of(HttpCall call) {
        Map<String, String> all = new LinkedHashMap<>();
        decode(call.query(), all);
        String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded") || (type.isEmpty() && call.body().length > 0)) {
            decode(new String(call.body(), StandardCharsets.UTF_8), all);
        }
        String action = all.remove("Action");
        String version = all.remove("Version");
        return new QueryRequest(action == null ? "" : action, version == null ? "" : version, all);
    }

    private static void decode(String encoded, Map<String, String> into) {
        if (encoded.isEmpty()) {
            return;
        }
        for (String pair : encoded.split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            String name = unescape(nameAndValue[0]);
            String value = nameAndValue.length == 2 ? unescape(nameAndValue[1]) : "";
            if (name.isEmpty()) {
                throw ErrorCode.MALFORMED_QUERY_STRING.because(
                        "The query string has a parameter without a name: '%s'", pair);
            }
            if (into.put(name, value) != null) {
                throw ErrorCode.MALFORMED_QUERY_STRING.because("The parameter '%s' was sent twice", name);
            }
        }
    }

    private static String unescape(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            throw ErrorCode.MALFORMED_QUERY_STRING.because(
                    "'%s' is not percent-encoded: %s", encoded, brokenEscape.getMessage());
        }
    }
}
