package dev.pointsman.agent.apply;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** A server behind HAProxy that answers with its name; it may be slow. */
final class EchoServer implements AutoCloseable {

    private final HttpServer server;

    EchoServer(String name) throws IOException {
        this(name, HttpServer.create(anyPort(), 100));
    }

    private EchoServer(String name, HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.contains("slow")) {
                try {
                    Thread.sleep(3000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            byte[] answer = name.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    /** One that is spoken to over TLS. */
    static EchoServer overTls(String name, SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 100);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new EchoServer(name, server);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress("127.0.0.1", 0);
    }

    /** For instance {@code 127.0.0.1:40001}. */
    String endpoint() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
