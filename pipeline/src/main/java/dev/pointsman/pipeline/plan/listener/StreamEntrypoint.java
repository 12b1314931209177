package dev.pointsman.pipeline.plan.listener;

import java.util.List;

/**
 * One address and port whose connections are handed on, whatever is spoken on them.
 *
 * @param address the VIP, dotted IPv4
 * @param port 1 to 65535
 * @param transport what is done to a connection before it is handed on
 * @param listeners most specific host name first; exactly one when the transport tells no host names
 */
public record StreamEntrypoint(String address, int port, Transport transport, List<StreamListener> listeners) {
    /** What is done to a connection before it is handed on. */
    public enum Transport {
        /** Nothing; it begins as either side likes. */
        TCP,
        /** It begins with TLS, whose server name decides where it goes; it is handed on as it is. */
        TLS_PASSED_THROUGH,
        /** It begins with TLS, which ends here; what is inside is handed on. */
        TLS_ENDED,
        /** It begins with TLS, which ends here for listeners with certificates; for the others it is handed on as it is. */
        TLS_BY_LISTENER
    }

    public StreamEntrypoint {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        listeners = List.copyOf(listeners);
        if (listeners.isEmpty() || (transport == Transport.TCP && listeners.size() > 1)) {
            throw new IllegalArgumentException(listeners.size() + " listeners on " + address + ":" + port);
        }
        if (listeners.stream().map(StreamListener::host).distinct().count() < listeners.size()) {
            throw new IllegalArgumentException("two listeners on " + address + ":" + port + " for the same host");
        }
        long showing = listeners.stream().filter(StreamListener::endsTls).count();
        boolean fits = switch (transport) {
            case TCP, TLS_PASSED_THROUGH -> showing == 0;
            case TLS_ENDED -> showing == listeners.size();
            case TLS_BY_LISTENER -> showing > 0 && showing < listeners.size();
        };
        if (!fits) {
            throw new IllegalArgumentException(showing + " of " + listeners.size() + " listeners on " + address + ":"
                    + port + " show certificates, which does not fit " + transport);
        }
    }

    /** Whether a client's server name is known before anything else. */
    public boolean beginsWithTls() {
        return transport != Transport.TCP;
    }

    /** The listeners at which TLS ends. */
    public List<StreamListener> ending() {
        return listeners.stream().filter(StreamListener::endsTls).toList();
    }
}
