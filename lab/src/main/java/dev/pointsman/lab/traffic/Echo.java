package dev.pointsman.lab.traffic;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a backend of the lab answers with: who it is, and the request as it arrived.
 *
 * <p>It exists so that a test judges routing by who really got the request, not by what the configuration says.
 *
 * @param backends the backends that this endpoint belongs to, as {@code namespace/service:port}
 * @param endpoint {@code address:port}
 * @param method as it arrived
 * @param target path and query as they arrived
 * @param headers by lower-case name, each with its values in order
 */
public record Echo(
        Set<String> backends, String endpoint, String method, String target, Map<String, List<String>> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Echo {
        backends = new TreeSet<>(backends);
        headers = new TreeMap<>(headers);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IOException if the text is something else: the answer did not come from a backend of the lab
     */
    public static Echo fromJson(String text) throws IOException {
        try {
            return JSON.readValue(text, Echo.class);
        } catch (JsonProcessingException e) {
            throw new IOException("failed to read a backend's answer: '%s'".formatted(shortened(text)), e);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shortened(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
