package dev.pointsman.pipeline.trial.backend;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.explain.Request.Header;
import dev.pointsman.pipeline.plan.backend.BackendName;

/**
 * A request as a backend saw it.
 *
 * @param target path and query
 * @param headers in the order in which they came
 */
public record Seen(BackendName backend, String method, String target, List<Header> headers) {

    public Seen {
        headers = List.copyOf(headers);
    }

    /** What the Host header says; empty without one. */
    public String host() {
        return header("host").orElse("");
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
