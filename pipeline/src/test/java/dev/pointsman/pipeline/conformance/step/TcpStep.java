package dev.pointsman.pipeline.conformance.step;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.pointsman.pipeline.conformance.client.TlsConnection;
import io.vertx.core.json.JsonObject;

/** A dialogue with a TCP echo backend, in cleartext or over TLS. */
final class TcpStep {

    private static final int MILLIS = 10_000;
    private static final String WELCOME = "Gateway API Test TCP Server";

    private final JsonObject step;
    private final JsonObject expect;
    private final World world;

    TcpStep(JsonObject step, World world) {
        this.step = step;
        this.expect = step.getJsonObject("expect", new JsonObject());
        this.world = world;
    }

    void play() throws Exception {
        if (step.containsKey("distribution")) {
            new Distribution(step.getJsonObject("distribution")).require(noHeaders -> {
                JsonObject answer = converse(TcpStep::ask);
                check(answer);
                return answer.getString("pod");
            });
        } else if (step.containsKey("repeat")) {
            for (int i = 0; i < step.getJsonObject("repeat").getInteger("count"); i++) {
                check(converse(TcpStep::ask));
            }
        } else if (expect.containsKey("connection")) {
            world.attempts().inARow(1, () -> converse((in, socket) -> new JsonObject()));
        } else {
            world.attempts().inARow(1, () -> check(converse(this::wholeDialogue)));
        }
    }

    private interface Dialogue {
        JsonObject with(BufferedReader in, Socket socket) throws IOException;
    }

    private JsonObject converse(Dialogue dialogue) throws IOException {
        try (Socket plain = new Socket()) {
            plain.setSoTimeout(MILLIS);
            plain.connect(new InetSocketAddress(world.address(step), step.getInteger("port")), MILLIS);
            JsonObject tls = step.getJsonObject("tcp").getJsonObject("tls");
            try (Socket socket = tls == null
                    ? plain
                    : TlsConnection.open(plain, Trust.of(tls, world, List.of()), new AtomicBoolean())) {
                return dialogue.with(
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
                        socket);
            }
        }
    }

    private JsonObject wholeDialogue(BufferedReader in, Socket socket) throws IOException {
        requireEqual(WELCOME, line(in));
        say(socket, "PING");
        requireEqual("PONG", line(in));
        say(socket, "IS_TLS");
        requireEqual(expect.getBoolean("backend_is_tls", false).toString(), line(in));
        say(socket, "TEST");
        return new JsonObject(line(in));
    }

    private static JsonObject ask(BufferedReader in, Socket socket) throws IOException {
        requireEqual(WELCOME, line(in));
        say(socket, "TEST");
        return new JsonObject(line(in));
    }

    private void check(JsonObject answer) {
        if (expect.containsKey("namespace")) {
            requireEqual(expect.getString("namespace"), answer.getString("namespace"));
        }
        String pod = answer.getString("pod");
        if (expect.containsKey("backend") && !pod.startsWith(expect.getString("backend") + "-")) {
            throw new AssertionError("expected a pod of " + expect.getString("backend") + ", got " + pod);
        }
        if (expect.containsKey("backend_sni")) {
            requireEqual(
                    expect.getString("backend_sni"),
                    answer.getJsonObject("tls", new JsonObject()).getString("serverName"));
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String line(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the connection was closed");
        }
        return line;
    }

    private static void requireEqual(String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected \"" + expected + "\", got \"" + actual + "\"");
        }
    }
}
