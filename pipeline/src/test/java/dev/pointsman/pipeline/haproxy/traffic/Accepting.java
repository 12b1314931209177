package dev.pointsman.pipeline.haproxy.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port of loopback; each connection to it is served on a thread of its own, and closed then. */
final class Accepting implements AutoCloseable {

    private final ServerSocket socket;
    private final Dialogue dialogue;

    /** What is said on a connection. */
    interface Dialogue {
        void with(Socket client) throws IOException, InterruptedException;
    }

    Accepting(ServerSocket socket, Dialogue dialogue) {
        this.socket = socket;
        this.dialogue = dialogue;
        Thread.ofVirtual().start(this::accept);
    }

    /** At any free port, without TLS. */
    static ServerSocket anyPort() throws IOException {
        return new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
    }

    /** For instance {@code 127.0.0.1:40123}. */
    String endpoint() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            dialogue.with(client);
        } catch (IOException | InterruptedException e) {
            // The proxy or the test went away; whoever waits for the answer fails.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
