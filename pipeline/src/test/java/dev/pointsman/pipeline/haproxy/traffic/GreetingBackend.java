package dev.pointsman.pipeline.haproxy.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** A server that speaks first: it says its name on a line, and then repeats every line that it gets. */
public final class GreetingBackend implements AutoCloseable {
    private final String name;
    private final Accepting port;

    /** Without TLS. */
    public GreetingBackend(String name) throws IOException {
        this(name, Accepting.anyPort());
    }

    /** With TLS. */
    public GreetingBackend(String name, SSLContext context) throws IOException {
        this(name, context.getServerSocketFactory().createServerSocket(0, 200, InetAddress.getByName("127.0.0.1")));
    }

    private GreetingBackend(String name, ServerSocket socket) {
        this.name = name;
        this.port = new Accepting(socket, this::serve);
    }

    /** For instance {@code 127.0.0.1:40123}. */
    public String endpoint() {
        return port.endpoint();
    }

    private void serve(Socket client) throws IOException {
        say(client, name);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line;
        while ((line = lines.readLine()) != null) {
            say(client, line);
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
