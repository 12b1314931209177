package dev.pointsman.pipeline.haproxy;

import dev.pointsman.pipeline.node.NodeLayout;

/**
 * The process: its socket, its limits, its log.
 *
 * <p>It exists to hold the choices that concern HAProxy as a whole, each with its reason. Master-worker mode comes from the command line
 * ({@code -W -S}), with which the file works both in the foreground and under systemd.
 */
final class GlobalSection {

    /**
     * How long an old worker may finish its connections after a reload: 5 minutes, the time a managed load balancer gives a target that
     * is taken away. Longer connections (WebSockets, downloads) are cut then.
     */
    private static final String HARD_STOP_AFTER = "5m";

    /** Bounds the memory of many reloads in a short time: the oldest of more than this many old workers is told to stop. */
    private static final int OLD_WORKERS = 20;

    /**
     * Connections at once. Each takes about 33 kB while it has both buffers, so this is up to 700 MB, and two file descriptors, which
     * HAProxy raises its limit for.
     */
    private static final int CONNECTIONS = 20_000;

    private GlobalSection() {}

    static void write(ConfigurationText text, Stamp stamp, NodeLayout layout) {
        text.section("global");
        text.comment("Read back through the socket: is the worker that answers the one that was asked for?");
        text.line("setenv", "POINTSMAN_REVISION", stamp.revision());
        text.line("setenv", "POINTSMAN_DIGEST", stamp.digest());
        text.line("set-var", AccessLog.REVISION, ConfigurationWord.call("str", stamp.revision()));
        text.gap();
        text.line(
                "stats",
                "socket",
                layout.haproxySocket().toString(),
                "level",
                "admin",
                "mode",
                "660",
                "expose-fd",
                "listeners");
        text.line("log", "stdout", "len", Integer.toString(AccessLog.LINE_LENGTH), "format", "raw", "local0");
        text.line("maxconn", Integer.toString(CONNECTIONS));
        text.line("hard-stop-after", HARD_STOP_AFTER);
        text.line("mworker-max-reloads", Integer.toString(OLD_WORKERS));
    }
}
