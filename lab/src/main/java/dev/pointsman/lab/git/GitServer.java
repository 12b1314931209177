package dev.pointsman.lab.git;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import dev.pointsman.lab.linux.Namespace;

/**
 * A Git server that speaks smart HTTP (gitprotocol-http(5)), for fetching and pushing.
 *
 * <p>It exists so that nodes fetch over a real network from a real server, which can be slow, closed or gone.
 */
public final class GitServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers;

    private GitServer(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    /**
     * Who may use the server.
     *
     * @param username for HTTP basic authentication (RFC 7617)
     * @param password compared as it is
     */
    public record Account(String username, String password) {}

    /**
     * Serves the bare repositories of a directory from a namespace.
     *
     * @param address where to listen; port 0 takes a free one
     * @param account the only one that may fetch and push; empty lets everybody
     */
    public static GitServer open(
            Namespace namespace, InetSocketAddress address, Path repositories, Optional<Account> account)
            throws IOException {
        return start(namespace.call(() -> HttpServer.create(address, 0)), repositories, account);
    }

    /** Serves the bare repositories of a directory on this machine's own loopback address. */
    public static GitServer onLoopback(Path repositories, Optional<Account> account) throws IOException {
        return start(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0), repositories, account);
    }

    private static GitServer start(HttpServer server, Path repositories, Optional<Account> account) {
        var context = server.createContext("/", new Cgi(repositories));
        account.ifPresent(only -> context.setAuthenticator(new BasicAuthenticator("definitions") {
            @Override
            public boolean checkCredentials(String username, String password) {
                return username.equals(only.username()) && password.equals(only.password());
            }
        }));
        var workers = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(workers);
        server.start();
        return new GitServer(server, workers);
    }

    /** The URL of a repository, by the name of its directory. */
    public String url(String repository) {
        return "http://%s:%d/%s"
                .formatted(
                        server.getAddress().getAddress().getHostAddress(),
                        server.getAddress().getPort(),
                        repository);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
