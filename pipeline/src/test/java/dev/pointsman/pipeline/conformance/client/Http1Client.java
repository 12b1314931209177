package dev.pointsman.pipeline.conformance.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** HTTP/1.1 with a connection per request, and nothing added to what is sent but what the suite's client adds. */
public final class Http1Client {

    private static final int MILLIS = 10_000;

    private Http1Client() {}

    /** Sends the request; ends with an exception when no reply comes. */
    public static Reply send(Call call, AtomicBoolean certificateAsked) throws IOException {
        try (Socket plain = new Socket()) {
            plain.setSoTimeout(MILLIS);
            plain.connect(new InetSocketAddress(call.address(), call.port()), MILLIS);
            try (Socket socket = call.tls() == null ? plain : TlsConnection.open(plain, call.tls(), certificateAsked)) {
                socket.getOutputStream().write(text(call).getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                return read(socket.getInputStream(), call.method());
            }
        }
    }

    private static String text(Call call) {
        StringBuilder text = new StringBuilder();
        text.append(call.method()).append(' ').append(call.target()).append(" HTTP/1.1\r\n");
        text.append("Host: ").append(call.host()).append("\r\n");
        call.headers()
                .forEach(line -> text.append(line.getKey())
                        .append(": ")
                        .append(line.getValue())
                        .append("\r\n"));
        return text.append("Connection: close\r\n\r\n").toString();
    }

    private static Reply read(InputStream in, String method) throws IOException {
        int status;
        List<Map.Entry<String, String>> headers;
        do {
            String[] statusLine = line(in).split(" ", 3);
            status = Integer.parseInt(statusLine[1]);
            headers = headers(in);
        } while (status / 100 == 1);
        Reply head = new Reply(status, headers, "");
        boolean bodyless = method.equals("HEAD") || status == 204 || status == 304;
        return bodyless ? head : new Reply(status, headers, body(in, head));
    }

    private static List<Map.Entry<String, String>> headers(InputStream in) throws IOException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private static String body(InputStream in, Reply head) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                body.write(in.readNBytes(size));
                line(in);
            }
        } else if (head.header("Content-Length").isPresent()) {
            body.write(
                    in.readNBytes(Integer.parseInt(head.header("Content-Length").get())));
        } else {
            body.write(in.readAllBytes());
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed before a reply came");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
