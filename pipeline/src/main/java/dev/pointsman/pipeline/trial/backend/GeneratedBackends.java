package dev.pointsman.pipeline.trial.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.pointsman.pipeline.plan.backend.BackendName;

/** A listening socket on loopback for each backend, at a port that the system chooses; one thread takes the connections of all. */
public final class GeneratedBackends implements AutoCloseable {

    /** Names the backend that answered. */
    public static final String BACKEND_HEADER = "Pointsman-Backend";

    /** By which what the backend saw can be asked for. */
    public static final String REQUEST_HEADER = "Pointsman-Request";

    private static final int BACKLOG = 1024;

    private final Selector selector;
    private final List<ServerSocketChannel> listening = new ArrayList<>();
    private final Map<BackendName, Integer> ports = new HashMap<>();
    private final Map<Long, Seen> seen = new ConcurrentHashMap<>();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();

    private GeneratedBackends() throws IOException {
        selector = Selector.open();
    }

    /** Starts one for each name. */
    public static GeneratedBackends start(Collection<BackendName> names) throws IOException {
        GeneratedBackends backends = new GeneratedBackends();
        try {
            for (BackendName name : names) {
                backends.listen(name);
            }
        } catch (IOException e) {
            backends.close();
            throw e;
        }
        Thread.ofPlatform().daemon().name("generated-backends").start(backends::accept);
        return backends;
    }

    private void listen(BackendName name) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        listening.add(channel);
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT, name);
        ports.put(name, ((InetSocketAddress) channel.getLocalAddress()).getPort());
    }

    /** The port of a backend on 127.0.0.1. */
    public int port(BackendName name) {
        return ports.get(name);
    }

    /** What a backend saw of the request that it answered with this number in {@value #REQUEST_HEADER}; only once. */
    public Optional<Seen> take(String number) {
        return Optional.ofNullable(seen.remove(Long.valueOf(number)));
    }

    long remember(Seen request) {
        long number = numbers.incrementAndGet();
        seen.put(number, request);
        return number;
    }

    private void accept() {
        try {
            while (selector.isOpen()) {
                selector.select();
                Collection<SelectionKey> ready = selector.selectedKeys();
                for (SelectionKey key : ready) {
                    BackendName name = (BackendName) key.attachment();
                    SocketChannel connection;
                    while ((connection = ((ServerSocketChannel) key.channel()).accept()) != null) {
                        serve(name, connection);
                    }
                }
                ready.clear();
            }
        } catch (IOException | ClosedSelectorException closing) {
            // Whoever waits for an answer fails with what is missing.
        }
    }

    private void serve(BackendName name, SocketChannel connection) {
        connections.add(connection);
        Thread.ofVirtual().start(() -> {
            try (connection) {
                new BackendConnection(name, connection, this).serve();
            } catch (IOException gone) {
                // HAProxy closed it.
            } finally {
                connections.remove(connection);
            }
        });
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (ServerSocketChannel channel : listening) {
            channel.close();
        }
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
