package dev.pointsman.lab.http;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;

/**
 * Counts the connections that clients open to a listener, and the TLS handshakes that they begin. Safe for use by many threads.
 *
 * <p>It exists to show whether a client's connections were warm when it called: a call on a connection that is new pays a handshake of TCP
 * and, over TLS, another one.
 */
public final class ConnectionCount {

    /** Ports are used again; after so many others one counts as new. */
    private static final int REMEMBERED = 2_000;

    private final LongAdder opened = new LongAdder();
    private final LongAdder handshakes = new LongAdder();
    private final Set<InetSocketAddress> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    ConnectionCount() {}

    /** Connections on which at least one call came. */
    public long opened() {
        return opened.sum();
    }

    /** TLS handshakes that were begun; 0 over plain HTTP. */
    public long handshakes() {
        return handshakes.sum();
    }

    /** A call has come from there. */
    void saw(InetSocketAddress client) {
        synchronized (known) {
            if (!known.add(client)) {
                return;
            }
        }
        opened.increment();
    }

    /** The JDK's server asks its configurator once for each connection, before the handshake. */
    HttpsConfigurator counting(SSLContext context) {
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                handshakes.increment();
                super.configure(parameters);
            }
        };
    }
}
