package dev.pointsman.pipeline.haproxy.frontend;

import java.util.List;

import dev.pointsman.pipeline.haproxy.language.Binding;
import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.lookup.HostCondition;
import dev.pointsman.pipeline.haproxy.lookup.RoutingTable;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HostMatch;

/**
 * How a frontend takes connections, and which of its listeners a TLS connection belongs to.
 *
 * <p>It exists to keep listeners apart at the connection, before any request: the client's server name (SNI, RFC 6066, section 3) leads to
 * the most specific listener, and a connection that leads to none is closed. A request on it that belongs to another listener by its host
 * is misdirected (421, RFC 9110, section 15.5.20; Gateway API v1.6, "Listener.hostname").
 */
public final class TlsBind {
    /** The listener that the connection belongs to; lasts as long as the connection. */
    private static final String LISTENER = "sess.listener";

    private static final String SERVER_NAME = "sess.server_name";

    private TlsBind() {}

    /** The file that holds the certificates of a TLS entrypoint. */
    public static String certificateList(Entrypoint entrypoint) {
        return entrypoint.address() + "-" + entrypoint.port() + ".crt-list";
    }

    static void write(ConfigurationText text, Entrypoint entrypoint, Binding binding) {
        String socket = binding.of(entrypoint.address(), entrypoint.port());
        if (!entrypoint.isTls()) {
            text.line("bind", socket);
            return;
        }
        List<Listener> listeners = entrypoint.listeners();
        boolean everyNameIsKnown = listeners.stream().allMatch(listener -> listener.host() instanceof HostMatch.Exact);
        text.line(
                "bind",
                socket,
                "ssl",
                "crt-list",
                certificateList(entrypoint) + (everyNameIsKnown ? " strict-sni" : ""),
                "alpn",
                "h2,http/1.1" + validation(entrypoint));
        if (isForEveryName(listeners)) {
            return;
        }
        text.comment("The listener that the connection belongs to, by the server name that the client asked for.");
        text.line("tcp-request", "session", "set-var(" + SERVER_NAME + ")", "ssl_fc_sni,lower");
        text.line("acl", "in_connection_listener", "var(" + LISTENER + ")", "-m", "found");
        for (int i = 0; i < listeners.size(); i++) {
            HostMatch host = listeners.get(i).host();
            String belongs = "";
            if (!(host instanceof HostMatch.Any)) {
                belongs = " server_name_" + (i + 1);
                HostCondition.write(text, belongs.strip(), SERVER_NAME, host);
            }
            text.line(
                    "tcp-request",
                    "session",
                    "set-var(" + LISTENER + ")",
                    ConfigurationWord.call("str", listeners.get(i).fullName()),
                    "if !in_connection_listener" + belongs);
        }
        if (listeners.stream().noneMatch(listener -> listener.host() instanceof HostMatch.Any)) {
            text.line("tcp-request", "session", "reject", "if !in_connection_listener");
        }
    }

    /** The file that holds the certificates of those who may have signed a client's. */
    public static String authorities(Entrypoint entrypoint) {
        return entrypoint.address() + "-" + entrypoint.port() + ".ca.pem";
    }

    /**
     * How clients are asked for certificates. Who need not have a valid one is asked as well, and let in whatever it shows ("crt-ignore-err
     * all", HAProxy manual, section 5.1).
     */
    private static String validation(Entrypoint entrypoint) {
        return entrypoint
                .clients()
                .map(clients -> " ca-file " + authorities(entrypoint)
                        + (clients.required()
                                ? " verify required"
                                : " verify optional crt-ignore-err all ca-ignore-err all"))
                .orElse("");
    }

    /** Refuses requests that belong to another listener than their connection; to be written when both are known. */
    static void writeMisdirection(ConfigurationText text, Entrypoint entrypoint) {
        if (!entrypoint.isTls() || entrypoint.listeners().size() == 1) {
            return;
        }
        text.gap();
        text.comment("The connection was made for another listener's names.");
        text.line(
                "acl",
                "well_directed",
                RoutingTable.field(RoutingTable.LISTENER) + ",strcmp(" + LISTENER + ")",
                "-m",
                "int",
                "eq",
                "0");
        text.line(
                "http-request",
                "return",
                "status",
                "421",
                "content-type",
                "text/plain",
                "string",
                ConfigurationWord.of("this connection does not serve this host"),
                "if known_host !well_directed");
    }

    private static boolean isForEveryName(List<Listener> listeners) {
        return listeners.size() == 1 && listeners.getFirst().host() instanceof HostMatch.Any;
    }
}
