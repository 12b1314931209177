package dev.pointsman.lab.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;

/**
 * Serves one function from calls to answers on one address, each call on a virtual thread.
 *
 * <p>Exists for two things that the JDK's {@link HttpServer} does not do: to refuse connections for a while and come back on the same port,
 * and to stay in the network namespace it was started in. Listening sockets are created by a platform thread that the starting thread
 * creates; Linux lets a new thread inherit its creator's network namespace (clone(2)), so whoever called setns(2) before {@link #start} gets
 * a listener in that namespace, also after {@link #resume} is called from elsewhere.
 */
public final class HttpListener implements AutoCloseable {

    static {
        // The JDK's server writes an answer of more than 8 KiB in two pieces; with Nagle's algorithm the second waits
        // 40 ms for the client's
        // delayed acknowledgement. The server reads this once, when its classes are loaded.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final System.Logger LOG = System.getLogger(HttpListener.class.getName());

    /** Requests beyond this many bytes are answered with 413; EC2's own limit for a query is of this order. */
    private static final int MAX_BODY = 1 << 20;

    private static final int BACKLOG = 1024;

    private final String name;
    private final Function<HttpCall, HttpAnswer> handler;
    private final Optional<TlsIdentity> identity;
    private final ConnectionCount connections = new ConnectionCount();
    private final ExecutorService binder;
    private final ExecutorService workers;
    private final InetSocketAddress address;
    private HttpServer server;

    private HttpListener(
            InetSocketAddress wanted,
            String name,
            Function<HttpCall, HttpAnswer> handler,
            Optional<TlsIdentity> identity)
            throws IOException {
        this.name = name;
        this.handler = handler;
        this.identity = identity;
        this.binder = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name + " binder").daemon().factory());
        this.workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + " call ", 0).factory());
        try {
            this.server = bind(wanted);
        } catch (IOException failed) {
            binder.shutdown();
            workers.shutdown();
            throw new IOException(
                    "failed to listen for %s on '%s': %s".formatted(name, wanted, failed.getMessage()), failed);
        }
        this.address = server.getAddress();
    }

    /**
     * Starts to listen; the socket is bound when this returns.
     *
     * @param address port 0 takes a free one
     * @param name for threads and messages
     * @throws IOException if the address cannot be bound
     */
    public static HttpListener start(InetSocketAddress address, String name, Function<HttpCall, HttpAnswer> handler)
            throws IOException {
        return start(address, name, handler, Optional.empty());
    }

    /**
     * The same over TLS.
     *
     * @param identity empty for plain HTTP
     */
    public static HttpListener start(
            InetSocketAddress address,
            String name,
            Function<HttpCall, HttpAnswer> handler,
            Optional<TlsIdentity> identity)
            throws IOException {
        return new HttpListener(address, name, handler, identity);
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return identity.isPresent() ? "https" : "http";
    }

    /** How many connections have been opened so far. */
    public ConnectionCount connections() {
        return connections;
    }

    /** The bound address, with the port that was taken. */
    public InetSocketAddress address() {
        return address;
    }

    /** Closes the listening socket and every connection: new ones are refused. Does nothing if that is so already. */
    public synchronized void refuse() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Listens again on the same address. Does nothing if it does already. */
    public synchronized void resume() {
        if (server == null) {
            try {
                server = bind(address);
            } catch (IOException failed) {
                throw new UncheckedIOException(
                        "failed to listen again for %s on '%s': %s".formatted(name, address, failed.getMessage()),
                        failed);
            }
        }
    }

    @Override
    public void close() {
        refuse();
        binder.shutdown();
        workers.shutdownNow();
    }

    private HttpServer bind(InetSocketAddress wanted) throws IOException {
        try {
            return binder.submit(() -> {
                        HttpServer bound = create(wanted);
                        bound.setExecutor(workers);
                        bound.createContext("/", this::serve);
                        bound.start();
                        return bound;
                    })
                    .get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while binding", interrupted);
        }
    }

    private HttpServer create(InetSocketAddress wanted) throws IOException {
        if (identity.isEmpty()) {
            return HttpServer.create(wanted, BACKLOG);
        }
        HttpsServer server = HttpsServer.create(wanted, BACKLOG);
        server.setHttpsConfigurator(connections.counting(identity.get().context()));
        return server;
    }

    private void serve(HttpExchange exchange) {
        connections.saw(exchange.getRemoteAddress());
        try (exchange) {
            switch (answer(exchange)) {
                case HttpAnswer.Sent sent -> send(exchange, sent);
                case HttpAnswer.Dropped() -> {
                    // Closing an exchange before its headers are sent closes the connection.
                }
            }
        } catch (IOException clientGone) {
            LOG.log(System.Logger.Level.DEBUG, () -> name + ": the client went away", clientGone);
        }
    }

    private HttpAnswer answer(HttpExchange exchange) throws IOException {
        byte[] body;
        try (InputStream stream = exchange.getRequestBody()) {
            body = stream.readNBytes(MAX_BODY + 1);
        }
        if (body.length > MAX_BODY) {
            return HttpAnswer.text(413, "request body exceeds '%d' bytes".formatted(MAX_BODY));
        }
        String query = exchange.getRequestURI().getRawQuery();
        HttpCall call = new HttpCall(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                exchange.getRequestHeaders(),
                body);
        try {
            return handler.apply(call);
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    () -> "%s: failed to answer '%s %s'".formatted(name, call.method(), call.path()),
                    failed);
            return HttpAnswer.text(500, "internal error");
        }
    }

    private static void send(HttpExchange exchange, HttpAnswer.Sent sent) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", sent.contentType());
        sent.headers().forEach(exchange.getResponseHeaders()::set);
        boolean isEmpty = sent.body().length == 0;
        // The JDK's server takes 0 as "length unknown" and -1 as "no body".
        exchange.sendResponseHeaders(sent.status(), isEmpty ? -1 : sent.body().length);
        if (!isEmpty) {
            exchange.getResponseBody().write(sent.body());
        }
    }
}
