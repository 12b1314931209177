package dev.pointsman.lab.traffic;

import java.io.IOException;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status the status code
 * @param headers by lower-case name; of repeated ones the last
 * @param body decoded as UTF-8
 */
public record Answer(int status, Map<String, String> headers, String body) {

    /** What the backend tells about itself and the request; fails if the answer is not a backend's. */
    public Echo echo() throws IOException {
        return Echo.fromJson(body);
    }

    boolean closesConnection() {
        return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }
}
