package dev.pointsman.pipeline.plan.treatment;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which pages of other origins may read the answers (Fetch Standard, "CORS protocol").
 *
 * <p>Source: Gateway API v1.6, "HTTPCORSFilter".
 *
 * @param origins {@code scheme://host[:port]} in lower case without the scheme's own port, where {@code *} in the host stands for any
 *     characters of a host; or {@code *} alone for every origin
 * @param methods upper case; {@code *} alone for every method
 * @param headers names that requests may carry; {@code *} alone for every header
 * @param exposed names that pages may read; {@code *} for every header
 * @param credentials whether requests may carry cookies and the like
 * @param maxAge seconds for which a browser may remember the answer to a preflight; 1 or more
 */
public record Cors(
        List<String> origins,
        List<String> methods,
        List<String> headers,
        List<String> exposed,
        boolean credentials,
        int maxAge) {

    public static final String ANY = "*";

    private static final Pattern ORIGIN = Pattern.compile("\\*|[a-z][-a-z0-9+.]*://[-a-z0-9_.*\\[\\]]+(:[0-9]{1,5})?");
    private static final Pattern TOKEN = Pattern.compile("[-A-Za-z0-9!#$%&'*+.^_`|~]{1,256}");

    public Cors {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        exposed = List.copyOf(exposed);
        require(origins, ORIGIN);
        require(methods, TOKEN);
        require(headers, TOKEN);
        require(exposed, TOKEN);
        if (maxAge < 1) {
            throw new IllegalArgumentException("maxAge " + maxAge + " is below 1");
        }
    }

    private static void require(List<String> values, Pattern pattern) {
        for (String value : values) {
            if (!pattern.matcher(value).matches()) {
                throw new IllegalArgumentException("\"" + value + "\" is not " + pattern);
            }
        }
    }
}
