package dev.pointsman.pipeline.haproxy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it goes over the wire.
 *
 * @param method the method
 * @param target the request target, as it is
 * @param headers whole lines, {@code Name: value}, as they are
 */
record RawRequest(String method, String target, List<String> headers) {

    private static final int TIMEOUT_MILLIS = 10_000;

    static RawRequest get(String target, String... headers) {
        return new RawRequest("GET", target, List.of(headers));
    }

    /** The same with another header line. */
    RawRequest with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new RawRequest(method, target, more);
    }

    String text() {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        return text + "Connection: close\r\n\r\n";
    }

    /** Sends it on a connection of its own and reads until the end. */
    Answer send(String address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            return send(socket);
        }
    }

    /** Sends it as the only request of this connection and reads until the end. */
    Answer send(Socket socket) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(text().getBytes(StandardCharsets.ISO_8859_1));
        String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            throw new IOException("no answer but \"" + text + "\"");
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(headEnd + 4));
    }

    /** Status and body; the body's first line is the name of the {@link EchoBackend} that answered. */
    record Answer(int status, String body) {

        String backend() {
            return status == 200 ? body.lines().findFirst().orElse("") : "";
        }
    }
}
