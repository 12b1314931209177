package dev.pointsman.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pointsman.lab.linux.Namespace;

/** One endpoint of a Service: answers every request with an {@link Echo}, over HTTP/1.1 with keep-alive. */
public final class EchoBackend implements AutoCloseable {
    static {
        // Headers and body leave in two writes; without this the second waits for the first one's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // A load balancer keeps connections to backends; closing them first would race with its next request.
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final HttpServer server;
    private final ExecutorService workers;
    private final Set<String> backends;
    private final AtomicInteger forcedStatus = new AtomicInteger(200);

    private EchoBackend(HttpServer server, Set<String> backends) {
        this.server = server;
        this.backends = Set.copyOf(backends);
        this.workers = Executors.newVirtualThreadPerTaskExecutor();
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    /**
     * Opens an endpoint in a namespace.
     *
     * @param backends what it belongs to, as {@code namespace/service:port}; an endpoint may serve several
     */
    public static EchoBackend open(Namespace namespace, InetSocketAddress address, Set<String> backends)
            throws IOException {
        return new EchoBackend(namespace.call(() -> HttpServer.create(address, 0)), backends);
    }

    /** Opens an endpoint on a free port of this machine's loopback address. */
    public static EchoBackend onLoopback(Set<String> backends) throws IOException {
        return new EchoBackend(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0), backends);
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Makes every answer carry this status from now on; 200 is the usual one. */
    public void answerWith(int status) {
        forcedStatus.set(status);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var headers = new TreeMap<String, List<String>>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            var echo = new Echo(
                    backends,
                    address().getAddress().getHostAddress() + ":" + address().getPort(),
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers);
            var body = echo.toJson().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(forcedStatus.get(), hasBody ? body.length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
