package dev.pointsman.pipeline.conformance.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * An HTTP reply.
 *
 * @param headers one entry per header line, as it was sent
 */
public record Reply(int status, List<Map.Entry<String, String>> headers, String body) {

    /** The values of a header joined with commas; empty when there is none. */
    public Optional<String> header(String name) {
        List<String> values = headers.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
    }

    /** What the echo backend tells; empty when somebody else answered. */
    public Optional<JsonObject> echo() {
        try {
            return header("Content-Type").filter("application/json"::equals).map(any -> new JsonObject(body));
        } catch (DecodeException noJson) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String shown = headers.stream()
                .map(line -> line.getKey() + ": " + line.getValue())
                .collect(Collectors.joining("; "));
        return status + " [" + shown + "] " + body.strip();
    }
}
