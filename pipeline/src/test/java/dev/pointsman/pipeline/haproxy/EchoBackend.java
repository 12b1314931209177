package dev.pointsman.pipeline.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that answers every request with its own name and the request's head, byte for byte.
 *
 * <p>It exists because servers with manners refuse the hostile requests that must reach it.
 */
final class EchoBackend implements AutoCloseable {

    private final String name;
    private final ServerSocket socket;

    EchoBackend(String name) throws IOException {
        this.name = name;
        this.socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
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
            BufferedReader requests =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String line;
            StringBuilder head = new StringBuilder();
            while ((line = requests.readLine()) != null) {
                if (line.isEmpty()) {
                    String body = name + "\n" + head;
                    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    head.setLength(0);
                } else {
                    head.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            // The proxy or the test went away; whoever waits for the answer fails.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
