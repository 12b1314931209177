package dev.pointsman.pipeline.trial.backend;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.pointsman.pipeline.explain.Request.Header;
import dev.pointsman.pipeline.plan.backend.BackendName;

/**
 * One connection of HAProxy to a generated backend: as many requests as it likes (RFC 9112), or a greeting.
 *
 * <p>It exists because servers with manners refuse requests that a proxy lets through, and none tells what it saw byte for byte.
 */
final class BackendConnection {

    private static final int LONGEST_HEAD = 1 << 17;

    private final BackendName name;
    private final SocketChannel channel;
    private final GeneratedBackends backends;

    BackendConnection(BackendName name, SocketChannel channel, GeneratedBackends backends) {
        this.name = name;
        this.channel = channel;
        this.backends = backends;
    }

    void serve() throws IOException {
        InputStream in = new BufferedInputStream(channel.socket().getInputStream());
        OutputStream out = channel.socket().getOutputStream();
        if (!isRequest(in)) {
            out.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
            return;
        }
        String line;
        while (!(line = line(in)).isEmpty()) {
            answer(line, in, out);
        }
    }

    /** A request begins with a letter; what the trial's client says on connections without a request does not, nor does TLS. */
    private static boolean isRequest(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return Character.isLetter(first);
    }

    private void answer(String requestLine, InputStream in, OutputStream out) throws IOException {
        String[] words = requestLine.split(" ", 3);
        List<Header> headers = headers(in);
        skipBody(headers, in);
        Seen seen = new Seen(name, words[0], words.length > 1 ? words[1] : "", headers);
        String body = words[0].equals("HEAD") ? "" : name + "\n";
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + (name + "\n").length()
                + "\r\n" + GeneratedBackends.BACKEND_HEADER + ": " + name + "\r\n"
                + GeneratedBackends.REQUEST_HEADER + ": " + backends.remember(seen) + "\r\n\r\n" + body;
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static List<Header> headers(InputStream in) throws IOException {
        List<Header> headers = new ArrayList<>();
        String line;
        while (!(line = line(in)).isEmpty()) {
            int colon = line.indexOf(':');
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private static void skipBody(List<Header> headers, InputStream in) throws IOException {
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.equals("content-length")) {
                in.skipNBytes(Long.parseLong(header.value()));
            } else if (name.equals("transfer-encoding")) {
                long size;
                do {
                    size = Long.parseLong(line(in).split(";")[0].strip(), 16);
                    in.skipNBytes(size);
                    line(in);
                } while (size > 0);
            }
        }
    }

    /** Up to the end of the line; empty at the end of the connection. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) >= 0 && c != '\n') {
            if (line.length() > LONGEST_HEAD) {
                throw new EOFException("a line of more than " + LONGEST_HEAD + " bytes");
            }
            line.append((char) c);
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }
}
