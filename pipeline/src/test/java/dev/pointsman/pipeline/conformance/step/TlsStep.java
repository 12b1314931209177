package dev.pointsman.pipeline.conformance.step;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import dev.pointsman.pipeline.conformance.client.TlsConnection;
import io.vertx.core.json.JsonObject;

/** A bare TLS connection that the server must cut off: an end of the stream or a reset during the handshake, no alert. */
final class TlsStep {

    private static final int MILLIS = 10_000;

    private TlsStep() {}

    static void play(JsonObject step, World world) throws Exception {
        String wanted = step.getJsonObject("expect").getString("connection");
        if (!wanted.equals("rejected")) {
            throw new AssertionError("TLS connections are played to be rejected only, not " + wanted);
        }
        world.attempts().inARow(1, () -> {
            try (Socket plain = new Socket()) {
                plain.setSoTimeout(MILLIS);
                plain.connect(new InetSocketAddress(world.address(step), step.getInteger("port")), MILLIS);
                handshake(plain, step, world);
            }
        });
    }

    private static void handshake(Socket plain, JsonObject step, World world) throws IOException {
        try (SSLSocket finished =
                TlsConnection.open(plain, Trust.of(step.getJsonObject("tls"), world, List.of()), new AtomicBoolean())) {
            throw new AssertionError("expected the connection to be cut off; the handshake was finished with "
                    + finished.getSession().getCipherSuite());
        } catch (EOFException | SocketException cutOff) {
            // As it has to be.
        } catch (SSLException refused) {
            if (!(refused.getCause() instanceof EOFException) && !(refused.getCause() instanceof SocketException)) {
                throw new AssertionError("expected the connection to be cut off, got " + refused, refused);
            }
        }
    }
}
