package dev.pointsman.pipeline.haproxy;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.log.AccessLog;
import dev.pointsman.pipeline.haproxy.log.ConnectionLog;

/**
 * What all frontends and backends share.
 *
 * <p>It exists to hold the choices about connections, retries and health checks, each with its reason.
 */
final class DefaultsSection {

    private DefaultsSection() {}

    static void write(ConfigurationText text) {
        text.section("defaults");
        text.line("mode", "http");
        text.line("log", "global");
        text.comment("One JSON object per request; connections without a request (port probes) are not logged.");
        text.line("log-format", AccessLog.format());
        text.line("option", "dontlognull");
        text.gap();
        text.comment(
                "Clients keep their connections for the 60 s they know from managed load balancers. At a reload the old");
        text.comment(
                "worker closes an idle connection only together with its next answer, so that no request is lost.");
        text.line("option", "http-keep-alive");
        text.line("option", "idle-close-on-response");
        text.line("timeout", "client", "60s");
        text.line("timeout", "http-keep-alive", "60s");
        text.line("timeout", "http-request", "10s");
        text.line("timeout", "client-fin", "5s");
        text.line("timeout", "server", "60s");
        text.line("timeout", "connect", "2s");
        text.line("timeout", "queue", "5s");
        text.line("timeout", "tunnel", "1h");
        text.gap();
        text.comment(
                "Another server is tried only when no connection came about: the request has certainly not been seen.");
        text.line("retries", "3");
        text.line("retry-on", "conn-failure");
        text.line("option", "redispatch", "1");
        text.gap();
        writeChecks(text);
        text.gap();
        text.comment(
                "The client's address is appended to X-Forwarded-For: the last element is what this node saw itself.");
        text.line("option", "forwardfor");
    }

    private static void writeChecks(ConfigurationText text) {
        text.comment("A TCP connection every 2 s; down after 3 failures (half a second apart), up after 2 successes.");
        text.line("timeout", "check", "2s");
        text.line("balance", "roundrobin");
        text.line(
                "default-server",
                "check",
                "inter",
                "2s",
                "fastinter",
                "500ms",
                "downinter",
                "2s",
                "fall",
                "3",
                "rise",
                "2");
    }

    /** What all frontends and backends of connections share that are handed on; it replaces what stands before it. */
    static void writeForStreams(ConfigurationText text) {
        text.section("defaults");
        text.line("mode", "tcp");
        text.line("log", "global");
        text.comment("One JSON object per connection; connections without a byte (port probes) are not logged.");
        text.line("log-format", ConnectionLog.format());
        text.line("option", "dontlognull");
        text.gap();
        text.comment(
                "Whoever keeps a connection open and silent keeps it for an hour; keep-alive probes find dead peers.");
        text.line("option", "tcpka");
        text.line("timeout", "client", "60s");
        text.line("timeout", "client-fin", "5s");
        text.line("timeout", "server", "60s");
        text.line("timeout", "connect", "2s");
        text.line("timeout", "queue", "5s");
        text.line("timeout", "tunnel", "1h");
        text.gap();
        text.comment("Another server is tried only when no connection came about.");
        text.line("retries", "3");
        text.line("option", "redispatch", "1");
        text.gap();
        writeChecks(text);
    }
}
