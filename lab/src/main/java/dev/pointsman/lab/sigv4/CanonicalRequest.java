package dev.pointsman.lab.sigv4;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import dev.pointsman.lab.http.HttpCall;

/**
 * The text that a signature covers ("Create a canonical request" of the specification).
 *
 * <p>Exists as a pure function so that the specification's examples can be checked one by one.
 */
final class CanonicalRequest {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private CanonicalRequest() {}

    static String of(HttpCall call, List<String> signedHeaders, String payloadHash) {
        String headers = signedHeaders.stream()
                .sorted()
                .map(name -> name + ":" + value(call, name) + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                call.method(),
                path(call.path()),
                query(call.query()),
                headers,
                signedHeaders.stream().sorted().collect(Collectors.joining(";")),
                payloadHash);
    }

    /** Values of one header joined by commas, trimmed, runs of blanks made one. */
    private static String value(HttpCall call, String name) {
        return call.headers().getOrDefault(name, List.of()).stream()
                .map(value -> value.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }

    /** Every service but S3 normalises the path and encodes each segment once more. */
    private static String path(String raw) {
        if (raw.isEmpty() || raw.equals("/")) {
            return "/";
        }
        String normalised = URI.create(raw).normalize().getRawPath().replaceAll("/+", "/");
        return Arrays.stream(normalised.split("/", -1))
                .map(CanonicalRequest::encode)
                .collect(Collectors.joining("/"));
    }

    private static String query(String raw) {
        if (raw.isEmpty()) {
            return "";
        }
        return Arrays.stream(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> new String[] {recode(pair[0]), pair.length == 2 ? recode(pair[1]) : ""})
                .sorted(Comparator.<String[], String>comparing(pair -> pair[0]).thenComparing(pair -> pair[1]))
                .map(pair -> pair[0] + "=" + pair[1])
                .collect(Collectors.joining("&"));
    }

    private static String recode(String encoded) {
        return encode(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /** Percent-encodes everything but RFC 3986's unreserved characters, in upper-case hexadecimal. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append("%%%02X".formatted(octet & 0xff));
            }
        }
        return encoded.toString();
    }
}
