package dev.pointsman.pipeline.plan.listener;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.plan.match.HostMatch;

/**
 * One address and port that every node listens on, with the listeners that share it.
 *
 * <p>Listeners of one Gateway may share a port and differ in their host name; a proxy binds the port once.
 *
 * @param address the VIP, dotted IPv4
 * @param port 1 to 65535
 * @param listeners most specific host name first (Gateway API, "Listener" distinctness); at least one; all with TLS or all without
 * @param clients which certificates of clients it takes; empty when it does not ask for any; with TLS only
 * @param identity what it shows to the servers that it speaks TLS to; empty for nothing
 */
public record Entrypoint(
        String address,
        int port,
        List<Listener> listeners,
        Optional<ClientValidation> clients,
        Optional<KeyPair> identity) {

    public Entrypoint {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        listeners = List.copyOf(listeners);
        if (listeners.isEmpty()) {
            throw new IllegalArgumentException("nothing listens on " + address + ":" + port);
        }
        if (listeners.stream().map(Listener::isTls).distinct().count() > 1) {
            throw new IllegalArgumentException("listeners with and without TLS share " + address + ":" + port);
        }
        if (clients.isPresent() && !listeners.getFirst().isTls()) {
            throw new IllegalArgumentException(
                    "client certificates are asked for without TLS on " + address + ":" + port);
        }
        Set<HostMatch> hosts = new HashSet<>();
        for (Listener listener : listeners) {
            if (!hosts.add(listener.host())) {
                throw new IllegalArgumentException("two listeners on " + address + ":" + port + " for the same host");
            }
        }
    }

    /** Whether its connections are TLS, so that a client's server name leads to the listener. */
    public boolean isTls() {
        return listeners.getFirst().isTls();
    }
}
