package dev.pointsman.lab.traffic;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One TCP connection on which requests go out one after the other (RFC 9112); nothing is ever sent twice. */
final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream input;

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Connects from the calling thread's namespace.
     *
     * @throws ConnectTimeoutException if nobody answered within the limit
     */
    static Connection open(String address, int port, Duration limit) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(limit.toMillis()));
            return new Connection(socket);
        } catch (SocketTimeoutException e) {
            socket.close();
            throw new ConnectTimeoutException(address, port, limit);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Told apart from a server that accepted and then kept silent. */
    static final class ConnectTimeoutException extends IOException {
        ConnectTimeoutException(String address, int port, Duration limit) {
            super("failed to connect to %s:%d within %d ms".formatted(address, port, limit.toMillis()));
        }
    }

    /**
     * Sends a request and reads the answer.
     *
     * @param keepsConnection whether another request is to follow
     * @param limit how long the server may keep silent between two reads
     * @throws EOFException if the server closed the connection before its answer was complete
     */
    Answer exchange(Request request, boolean keepsConnection, Duration limit) throws IOException {
        socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
        socket.getOutputStream().write(request.message(keepsConnection).getBytes(StandardCharsets.ISO_8859_1));
        var statusLine = line();
        var words = statusLine.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5]\\d\\d")) {
            throw new ProtocolException("'%s' is no status line".formatted(statusLine));
        }
        int status = Integer.parseInt(words[1]);
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("'%s' is no header".formatted(line));
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var body = hasBody(request, status) ? body(headers) : new byte[0];
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static boolean hasBody(Request request, int status) {
        return !request.method().equals("HEAD") && status != 204 && status != 304;
    }

    /** The body's length is told as RFC 9112 section 6.3 says. */
    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        var length = headers.get("content-length");
        return length == null ? input.readAllBytes() : bytes(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line().split(";")[0].strip(), 16);
            if (size == 0) {
                break;
            }
            body.writeBytes(bytes(size));
            line();
        }
        while (!line().isEmpty()) {
            // Trailers say nothing that counts here.
        }
        return body.toByteArray();
    }

    private byte[] bytes(int length) throws IOException {
        var bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("connection closed after %d of %d bytes".formatted(bytes.length, length));
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("connection closed before the answer was complete");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
