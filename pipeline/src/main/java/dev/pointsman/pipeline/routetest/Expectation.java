package dev.pointsman.pipeline.routetest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.pipeline.plan.backend.BackendName;

/**
 * What has to come of an exchange. Whatever it does not mention is not looked at.
 *
 * @param answerer who has to answer
 * @param status of the answer; 0 for any
 * @param headers that the answer must have
 * @param absentHeaders names of headers that the answer must not have
 * @param redirect where the answer must send the client
 * @param forwarded what the backend must have seen
 */
public record Expectation(
        Answerer answerer,
        int status,
        List<HeaderRule> headers,
        List<String> absentHeaders,
        Optional<RedirectRule> redirect,
        Optional<Forwarded> forwarded) {

    public Expectation {
        headers = List.copyOf(headers);
        absentHeaders = List.copyOf(absentHeaders);
    }

    /** Who has to answer. */
    public sealed interface Answerer {}

    /** Whoever does. */
    public record Anybody() implements Answerer {}

    /** This backend. */
    public record OneBackend(BackendName backend) implements Answerer {}

    /**
     * These backends in proportion to their weights, and nobody else.
     *
     * @param weights 0 or more each, at least one above 0; 0 for a backend that must get nothing
     * @param requests how many are sent, 1 or more
     * @param tolerance by how many percentage points of all requests a share may be off; empty for what chance allows (five standard
     *     deviations of the binomial distribution: one run in a million is wrong about a share that is right)
     */
    public record Shares(SortedMap<BackendName, Integer> weights, int requests, OptionalDouble tolerance)
            implements Answerer {
        public Shares {
            weights = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(weights));
            if (weights.values().stream().mapToInt(Integer::intValue).sum() < 1 || requests < 1) {
                throw new IllegalArgumentException(requests + " requests shared by " + weights);
            }
        }
    }

    /** Nobody: the connection is closed without an answer. */
    public record Nobody() implements Answerer {}

    /** How a header's value is compared. */
    public enum Comparison {
        EXACT,
        /** By an expression that takes the whole value. */
        REGULAR_EXPRESSION,
        /** Not at all: the header is there. */
        PRESENT
    }

    /**
     * A header; of several lines of that name one is enough.
     *
     * @param value empty where it is only to be there
     */
    public record HeaderRule(String name, String value, Comparison comparison) {}

    /**
     * A redirect; what is empty is not looked at.
     *
     * @param scheme http or https
     * @param hostname in lower case
     * @param port where none is written, the scheme's own; 0 is not looked at
     * @param path with its query
     * @param status 0 for any of 301, 302, 303, 307, 308
     */
    public record RedirectRule(String scheme, String hostname, int port, String path, int status) {}

    /**
     * The request as the backend saw it; what is empty is not looked at.
     *
     * @param path with its query
     */
    public record Forwarded(
            String method, String hostname, String path, List<HeaderRule> headers, List<String> absentHeaders) {
        public Forwarded {
            headers = List.copyOf(headers);
            absentHeaders = List.copyOf(absentHeaders);
        }
    }
}
