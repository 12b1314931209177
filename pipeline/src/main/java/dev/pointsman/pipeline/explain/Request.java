package dev.pointsman.pipeline.explain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request as a client sends it, as far as routing looks at it.
 *
 * @param method in the case in which it is sent
 * @param authority what the Host header says: a host name or address, with a port or without; may be empty
 * @param path as it is sent, without query
 * @param query what follows the question mark; empty for none
 * @param headers in the order in which they are sent, without Host
 * @param serverName the name that is asked for in the TLS handshake (SNI); empty for none, and without TLS
 */
public record Request(
        String method, String authority, String path, String query, List<Header> headers, Optional<String> serverName) {

    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern LAST_DOT = Pattern.compile("[.]+$");

    /** A header line: name in any case, value without blanks around it. */
    public record Header(String name, String value) {
        @Override
        public String toString() {
            return name + ": " + value;
        }
    }

    public Request {
        headers = List.copyOf(headers);
    }

    /** The host as rules compare it: without port and trailing dots, in lower case. */
    public String host() {
        String name = PORT.matcher(authority).replaceFirst("");
        return LAST_DOT.matcher(name).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    /** Path and query, as the request line has them. */
    public String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The values of a header, in the order in which they are sent. */
    public List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
