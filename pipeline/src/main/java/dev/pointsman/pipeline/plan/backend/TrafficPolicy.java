package dev.pointsman.pipeline.plan.backend;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.PathMatch;

/**
 * How a backend's endpoints are watched, chosen among and spared.
 *
 * @param healthCheck how a sick endpoint is told from a sound one
 * @param balance which endpoint gets a request
 * @param connectTimeout for a connection to an endpoint; empty for the default, as with the others
 * @param responseTimeout for which an endpoint may say nothing
 * @param queueTimeout for which a request waits when every endpoint has as many connections as it may
 * @param connectionsPerEndpoint at most, on one node; 0 for any number
 * @param slowStart over which an endpoint that came up gets its full share; zero for at once
 * @param cookie the name of the cookie that keeps a client on its endpoint; empty for none
 */
public record TrafficPolicy(
        HealthCheck healthCheck,
        Balance balance,
        Optional<Duration> connectTimeout,
        Optional<Duration> responseTimeout,
        Optional<Duration> queueTimeout,
        int connectionsPerEndpoint,
        Duration slowStart,
        String cookie) {

    private static final Pattern TOKEN = Pattern.compile("[-A-Za-z0-9!#$%&'*+.^_`|~]{1,256}");

    /** What holds where nobody says anything. */
    public static final TrafficPolicy DEFAULT = new TrafficPolicy(
            HealthCheck.DEFAULT,
            new Balance(Algorithm.ROUND_ROBIN, ""),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            Duration.ZERO,
            "");

    public TrafficPolicy {
        if (connectionsPerEndpoint < 0) {
            throw new IllegalArgumentException("connections per endpoint " + connectionsPerEndpoint + " is below 0");
        }
        if (!cookie.isEmpty() && !TOKEN.matcher(cookie).matches()) {
            throw new IllegalArgumentException("cookie name \"" + cookie + "\" is not an HTTP token");
        }
    }

    /** Whether it says something that only requests can follow, not connections that are handed on. */
    public boolean needsRequests() {
        return !cookie.isEmpty()
                || balance.algorithm() == Algorithm.URI_HASH
                || balance.algorithm() == Algorithm.HEADER_HASH;
    }

    /**
     * How an endpoint is asked whether it is well.
     *
     * @param path for a GET that has to be answered with 200 to 399; empty for a connection only
     * @param host what the GET says as Host; empty for the address
     * @param interval between two checks
     * @param timeout for the answer
     * @param rise successes in a row that bring an endpoint up
     * @param fall failures in a row that take it down
     */
    public record HealthCheck(String path, String host, Duration interval, Duration timeout, int rise, int fall) {

        public static final HealthCheck DEFAULT =
                new HealthCheck("", "", Duration.ofSeconds(2), Duration.ofSeconds(2), 2, 3);

        public HealthCheck {
            if (!path.isEmpty()) {
                new PathMatch.Exact(path);
            }
            if (!host.isEmpty()) {
                new HostMatch.Exact(host);
            }
            if (interval.toMillis() < 100 || timeout.toMillis() < 1 || rise < 1 || fall < 1) {
                throw new IllegalArgumentException("a health check every " + interval + " within " + timeout + ", rise "
                        + rise + ", fall " + fall + " is none: at least every 100 ms, 1 ms, 1, 1");
            }
        }
    }

    /**
     * Which endpoint gets a request.
     *
     * @param algorithm by which it is chosen
     * @param header an HTTP token for {@link Algorithm#HEADER_HASH}, else empty
     */
    public record Balance(Algorithm algorithm, String header) {
        public Balance {
            if (algorithm == Algorithm.HEADER_HASH != TOKEN.matcher(header).matches()) {
                throw new IllegalArgumentException(
                        "algorithm " + algorithm + " and header \"" + header + "\" do not belong together");
            }
        }
    }

    /** The ways to choose; the hashes are consistent: an endpoint that comes or goes moves only its own share. */
    public enum Algorithm {
        ROUND_ROBIN,
        LEAST_CONNECTIONS,
        SOURCE_HASH,
        URI_HASH,
        HEADER_HASH
    }
}
