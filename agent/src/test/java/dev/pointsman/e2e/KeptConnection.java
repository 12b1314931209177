package dev.pointsman.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.pointsman.lab.traffic.Client;
import dev.pointsman.lab.traffic.Request;

/** A client's HTTP/1.1 connection that stays open between requests, read byte by byte, so that nothing hides what the server says. */
final class KeptConnection implements AutoCloseable {
    private static final int LIMIT_MILLIS = 5_000;

    private final Socket socket;

    private KeptConnection(Socket socket) {
        this.socket = socket;
    }

    static KeptConnection open(Client client, Request request) throws IOException {
        return new KeptConnection(client.caller().call(() -> {
            var socket = new Socket();
            socket.connect(new InetSocketAddress(request.address(), request.port()), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            return socket;
        }));
    }

    /** Asks, and returns the answer's head in lower case; its body is read as well. */
    String ask(Request request) throws IOException {
        var text = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(request.method(), request.target()));
        request.headers().forEach((name, value) -> text.append("%s: %s\r\n".formatted(name, value)));
        socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(next());
        }
        var lower = head.toString(StandardCharsets.US_ASCII).toLowerCase(java.util.Locale.ROOT);
        int length = lower.lines()
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("no content-length in " + lower));
        for (int i = 0; i < length; i++) {
            next();
        }
        return lower;
    }

    /** Whether the server has closed the connection; waits for it. */
    boolean isClosedByServer() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    private int next() throws IOException {
        int value = socket.getInputStream().read();
        if (value < 0) {
            throw new IOException("the connection was closed within an answer");
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
