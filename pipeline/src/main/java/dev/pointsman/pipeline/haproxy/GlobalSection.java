package dev.pointsman.pipeline.haproxy;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.haproxy.log.AccessLog;
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
     * File descriptors at most, of which a proxied connection takes two: some 20,000 connections, each with about 33 kB while it has both
     * its buffers, so up to 700 MB. HAProxy derives {@code maxconn} from this and from what the system allows, whichever is less; a fixed
     * {@code maxconn} would keep it from starting where the system allows less.
     */
    private static final int FILE_DESCRIPTORS = 40_100;

    private GlobalSection() {}

    static void write(ConfigurationText text, Stamp stamp, NodeLayout layout) {
        text.section("global");
        text.comment("Maps and lists stand beside this file, wherever that is.");
        text.line("default-path", "config");
        text.comment("Read back through the socket: is the worker that answers the one that was asked for?");
        text.line("set-var", Variable.DIGEST, ConfigurationWord.call("str", stamp.digest()));
        text.line("set-var", Variable.REVISION, ConfigurationWord.call("str", stamp.revision()));
        text.gap();
        text.comment("A certificate tls.crt has its private key beside it as tls.key.");
        text.line("ssl-load-extra-del-ext");
        text.line("ssl-load-extra-files", "key");
        text.comment("RFC 8996 and RFC 9325: nothing older than TLS 1.2.");
        text.line("ssl-default-bind-options", "ssl-min-ver", "TLSv1.2");
        text.line("ssl-default-server-options", "ssl-min-ver", "TLSv1.2");
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
        text.line("fd-hard-limit", Integer.toString(FILE_DESCRIPTORS));
        text.line("hard-stop-after", HARD_STOP_AFTER);
        text.line("mworker-max-reloads", Integer.toString(OLD_WORKERS));
    }
}
