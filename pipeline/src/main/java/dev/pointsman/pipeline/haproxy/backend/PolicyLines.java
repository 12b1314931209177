package dev.pointsman.pipeline.haproxy.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;

/** What a backend's policy changes of the defaults; nothing where it says nothing. */
final class PolicyLines {

    private PolicyLines() {}

    /** Writes them; checks only where the section makes its own. */
    static void write(ConfigurationText text, BackendName backend, TrafficPolicy policy, boolean checks) {
        if (policy.equals(TrafficPolicy.DEFAULT)) {
            return;
        }
        writeBalance(text, policy.balance());
        writeLimits(text, policy, checks);
        if (!policy.cookie().isEmpty()) {
            // The value is made of the endpoint's address by every node alike; the key keeps backends apart.
            text.line(
                    "cookie",
                    ConfigurationWord.of(policy.cookie()),
                    "insert",
                    "indirect",
                    "nocache",
                    "httponly",
                    "dynamic");
            text.line("dynamic-cookie-key", ConfigurationWord.of(backend.toString()));
        }
    }

    /** The same for connections that are handed on, without what only requests can follow. */
    static void writeForStreams(ConfigurationText text, TrafficPolicy policy, boolean checks) {
        if (policy.equals(TrafficPolicy.DEFAULT)) {
            return;
        }
        TrafficPolicy.Algorithm algorithm = policy.balance().algorithm();
        if (algorithm == TrafficPolicy.Algorithm.LEAST_CONNECTIONS
                || algorithm == TrafficPolicy.Algorithm.SOURCE_HASH) {
            writeBalance(text, policy.balance());
        }
        writeLimits(text, policy, checks);
    }

    private static void writeLimits(ConfigurationText text, TrafficPolicy policy, boolean checks) {
        policy.connectTimeout().ifPresent(timeout -> text.line("timeout", "connect", milliseconds(timeout)));
        policy.responseTimeout().ifPresent(timeout -> text.line("timeout", "server", milliseconds(timeout)));
        policy.queueTimeout().ifPresent(timeout -> text.line("timeout", "queue", milliseconds(timeout)));
        if (checks) {
            writeCheck(text, policy.healthCheck());
        }
        List<String> server = new ArrayList<>();
        if (policy.connectionsPerEndpoint() > 0) {
            server.addAll(List.of("maxconn", Integer.toString(policy.connectionsPerEndpoint())));
        }
        if (!policy.slowStart().isZero()) {
            server.addAll(List.of("slowstart", milliseconds(policy.slowStart())));
        }
        if (!server.isEmpty()) {
            text.line("default-server", String.join(" ", server));
        }
    }

    private static void writeBalance(ConfigurationText text, TrafficPolicy.Balance balance) {
        switch (balance.algorithm()) {
            case ROUND_ROBIN -> {
                // As in the defaults.
            }
            case LEAST_CONNECTIONS -> text.line("balance", "leastconn");
            case SOURCE_HASH -> writeHash(text, "source");
            case URI_HASH -> writeHash(text, "uri");
            // Not an expression: HAProxy takes what stands between the parentheses as it is, quotes included.
            case HEADER_HASH -> writeHash(text, ConfigurationWord.of("hdr(" + balance.header() + ")"));
        }
    }

    private static void writeHash(ConfigurationText text, String of) {
        text.line("balance", of);
        text.line("hash-type", "consistent");
    }

    private static void writeCheck(ConfigurationText text, TrafficPolicy.HealthCheck check) {
        if (!check.path().isEmpty()) {
            text.line("option", "httpchk");
            List<String> send = new ArrayList<>(
                    List.of("http-check", "send", "meth", "GET", "uri", ConfigurationWord.of(check.path()), "ver"));
            send.add("HTTP/1.1");
            send.addAll(List.of("hdr", "Host", check.host().isEmpty() ? "pointsman" : check.host()));
            text.line(send.toArray(String[]::new));
            text.line("http-check", "expect", "status", "200-399");
        }
        text.line("timeout", "check", milliseconds(check.timeout()));
        String interval = milliseconds(check.interval());
        String fast = milliseconds(check.interval().dividedBy(4));
        text.line(
                "default-server",
                "inter",
                interval,
                "fastinter",
                fast,
                "downinter",
                interval,
                "rise",
                Integer.toString(check.rise()),
                "fall",
                Integer.toString(check.fall()));
    }

    private static String milliseconds(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
