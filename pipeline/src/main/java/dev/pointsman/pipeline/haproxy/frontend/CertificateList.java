package dev.pointsman.pipeline.haproxy.frontend;

import java.util.List;

import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.match.HostMatch;

/**
 * The certificates that one port shows, and to whom: HAProxy's {@code crt-list}.
 *
 * <p>It exists because the listeners of a port are told apart by the server name that a client asks for, also where their certificates are
 * made out to other names. Three kinds of lines, in this order, because HAProxy takes the first of equal names:
 *
 * <ol>
 *   <li>the fallback, for clients that ask for no name or for one that no line has; {@code !*} keeps its own names out of the list;
 *   <li>each listener's certificates under the listener's host name;
 *   <li>the certificates of listeners for many hosts under their own names, so that of several the one that fits is shown.
 * </ol>
 *
 * <p>HAProxy's wildcards stand for one label, the Gateway API's for one or more. A name two labels below a wildcard is therefore served
 * with the certificate that has it as its own name, or else with the fallback: no certificate for the wildcard would be valid for it (RFC
 * 9525, section 6.3).
 */
public final class CertificateList {
    private CertificateList() {}

    /** The hosts of a listener, and what it shows to those who ask for them. */
    public record Shown(HostMatch host, List<KeyPair> certificates) {}

    /** The lines for these listeners, of which the least specific stands last. */
    public static String of(List<Shown> listeners, NodeLayout layout) {
        StringBuilder lines = new StringBuilder();
        add(lines, layout, listeners.getLast().certificates().getFirst(), "!*");
        for (Shown listener : listeners) {
            for (KeyPair pair : listener.certificates()) {
                switch (listener.host()) {
                    case HostMatch.Any ignored -> {
                        // Under its own names only, below.
                    }
                    case HostMatch.Exact(String name) -> add(lines, layout, pair, name);
                    case HostMatch.Wildcard(String suffix) -> add(lines, layout, pair, "*." + suffix);
                }
            }
        }
        for (Shown listener : listeners) {
            if (!(listener.host() instanceof HostMatch.Exact)) {
                listener.certificates().forEach(pair -> add(lines, layout, pair, ""));
            }
        }
        return lines.toString();
    }

    private static void add(StringBuilder lines, NodeLayout layout, KeyPair pair, String filter) {
        lines.append(layout.certificate(pair.secret()));
        if (!filter.isEmpty()) {
            lines.append(' ').append(filter);
        }
        lines.append('\n');
    }
}
