package dev.pointsman.lab.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What becomes of a call.
 *
 * <p>Exists because one possible fate is no answer at all, which the JDK's server has no word for.
 */
public sealed interface HttpAnswer {

    /**
     * An answer that is sent.
     *
     * @param status 200 to 599
     * @param contentType value of {@code Content-Type}
     * @param headers further headers
     * @param body sent with its length
     */
    record Sent(int status, String contentType, Map<String, String> headers, byte[] body) implements HttpAnswer {

        public Sent {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("HTTP status '%d' is outside 200 to 599".formatted(status));
            }
            headers = Map.copyOf(headers);
        }
    }

    /** The connection is closed without a byte: the client cannot know what happened. */
    record Dropped() implements HttpAnswer {}

    static Sent text(int status, String body) {
        return new Sent(status, "text/plain", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
