package dev.pointsman.pipeline.haproxy.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server that answers every request with its own name and the request's head, byte for byte.
 *
 * <p>It exists because servers with manners refuse the hostile requests that must reach it. A request can ask for trouble:
 * {@code X-Answer-Header: Name: value} for a header of the answer, {@code X-Answer-After: 500} for milliseconds of silence,
 * {@code X-Answer-Fail: 503 2} for that status to the first two requests to the same target.
 */
public final class EchoBackend implements AutoCloseable {

    private final String name;
    private final String status;
    private final Accepting port;
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();

    public EchoBackend(String name) throws IOException {
        this(name, "200");
    }

    /** One that answers everything with this status. */
    public EchoBackend(String name, String status) throws IOException {
        this(name, status, Accepting.anyPort());
    }

    /** One that listens there, for instance with TLS. */
    public EchoBackend(String name, String status, ServerSocket socket) {
        this.name = name;
        this.status = status;
        this.port = new Accepting(socket, this::serve);
    }

    /** For instance {@code 127.0.0.1:40123}. */
    public String endpoint() {
        return port.endpoint();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        BufferedReader requests =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        String line;
        StringBuilder head = new StringBuilder();
        while ((line = requests.readLine()) != null) {
            if (line.isEmpty()) {
                String body = name + "\n" + head;
                int tries = seen.merge(head.toString(), 1, Integer::sum);
                Optional<String[]> fail = asked(head, "x-answer-fail: ").map(words -> words.split(" "));
                boolean fails = fail.filter(words -> tries <= Integer.parseInt(words[1]))
                        .isPresent();
                String answer = "HTTP/1.1 " + (fails ? fail.get()[0] : status) + " OK\r\nContent-Length: "
                        + body.length() + "\r\n"
                        + asked(head, "x-answer-header: ")
                                .map(own -> own + "\r\n")
                                .orElse("")
                        + "\r\n" + body;
                Thread.sleep(asked(head, "x-answer-after: ").map(Long::valueOf).orElse(0L));
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                head.setLength(0);
            } else {
                head.append(line).append('\n');
            }
        }
    }

    private static Optional<String> asked(CharSequence head, String start) {
        return head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    /** The heads of the requests that came. */
    public Set<String> heads() {
        return Set.copyOf(seen.keySet());
    }

    /** How often requests came, tries included. */
    public int requests() {
        return seen.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
