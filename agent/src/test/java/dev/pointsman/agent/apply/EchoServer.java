package dev.pointsman.agent.apply;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** A server behind HAProxy that answers with its name; to requests for {@code /slow} only when it is told to hurry. */
public final class EchoServer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger slowRequests = new AtomicInteger();
    private final CountDownLatch hurry = new CountDownLatch(1);

    public EchoServer(String name) throws IOException {
        this(exchange -> name, HttpServer.create(anyPort("127.0.0.1"), 100));
    }

    private EchoServer(Function<HttpExchange, String> name, HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.contains("slow")) {
                slowRequests.incrementAndGet();
                try {
                    hurry.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            byte[] answer = name.apply(exchange).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    /** One that is spoken to over TLS. */
    public static EchoServer overTls(String name, SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort("127.0.0.1"), 100);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new EchoServer(exchange -> name, server);
    }

    /** One at every address of this machine; it answers with the address that it was reached at. */
    static EchoServer everywhere() throws IOException {
        return new EchoServer(
                exchange -> exchange.getLocalAddress().getAddress().getHostAddress(),
                HttpServer.create(anyPort("0.0.0.0"), 1000));
    }

    private static InetSocketAddress anyPort(String address) {
        return new InetSocketAddress(address, 0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How many slow requests have reached it. */
    int slowRequests() {
        return slowRequests.get();
    }

    /** From now on slow requests are answered, those that have come included. */
    void hurry() {
        hurry.countDown();
    }

    /** For instance {@code 127.0.0.1:40001}. */
    public String endpoint() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        hurry();
        server.stop(0);
    }
}
