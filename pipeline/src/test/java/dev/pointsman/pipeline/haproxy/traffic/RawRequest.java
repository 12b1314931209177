package dev.pointsman.pipeline.haproxy.traffic;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request as it goes over the wire.
 *
 * @param method the method
 * @param target the request target, as it is
 * @param headers whole lines, {@code Name: value}, as they are
 */
public record RawRequest(String method, String target, List<String> headers) {

    private static final int TIMEOUT_MILLIS = 10_000;

    public static RawRequest get(String target, String... headers) {
        return new RawRequest("GET", target, List.of(headers));
    }

    /** The same with another header line. */
    public RawRequest with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new RawRequest(method, target, more);
    }

    public String text() {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        return text + "Connection: close\r\n\r\n";
    }

    /** Sends it on a connection of its own and reads until the end. */
    public Answer send(String address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            return send(socket);
        }
    }

    /** Sends it as the only request of this connection and reads until the end. */
    public Answer send(Socket socket) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(text().getBytes(StandardCharsets.ISO_8859_1));
        String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            throw new IOException("no answer but \"" + text + "\"");
        }
        return new Answer(
                Integer.parseInt(text.substring(9, 12)), text.substring(0, headEnd), text.substring(headEnd + 4));
    }

    /** Status, head and body; the body's first line is the name of the {@link EchoBackend} that answered. */
    public record Answer(int status, String head, String body) {

        /** The values of a header, in the order in which they came. */
        public List<String> values(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        /** The values of a header that the backend saw. */
        public List<String> seen(String name) {
            return new Answer(status, body, "").values(name);
        }

        /** The first line of the request that the backend saw. */
        public String seenTarget() {
            return body.lines().skip(1).findFirst().orElse("").split(" ")[1];
        }

        public String backend() {
            return status == 200 ? body.lines().findFirst().orElse("") : "";
        }
    }
}
