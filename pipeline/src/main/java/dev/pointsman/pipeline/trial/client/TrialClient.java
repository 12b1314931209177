package dev.pointsman.pipeline.trial.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import dev.pointsman.pipeline.certificate.Throwaway;
import dev.pointsman.pipeline.explain.Request;

/**
 * Sends requests and makes connections, each on its own, over the Unix sockets of a trial.
 *
 * <p>A connection begins with the PROXY protocol's line (HAProxy's "proxy-protocol.txt", section 2.1), which tells whom it is from and what
 * address it wants. Whoever says nothing for {@value #PATIENCE} seconds is not waited for any longer. For use by many threads.
 */
public final class TrialClient implements AutoCloseable {

    private static final int PATIENCE = 30;

    private static final int CLIENT_PORT = 40_000;

    private final SSLContext anonymous;
    private final SSLContext known;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("trial-patience").factory());

    /** The client shows this certificate where it is asked to. */
    public TrialClient(Throwaway own) {
        anonymous = ClientTrust.context(Optional.empty());
        known = ClientTrust.context(Optional.of(own));
    }

    /**
     * Where a connection goes.
     *
     * @param socket HAProxy's
     * @param client the address that it is to come from, dotted IPv4
     * @param address the VIP
     * @param port 1 to 65535
     */
    public record Destination(Path socket, String client, String address, int port) {
        private byte[] preamble() {
            String line = "PROXY TCP4 " + client + " " + address + " " + CLIENT_PORT + " " + port + "\r\n";
            return line.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Sends a request and reads the answer to its end. */
    public Reply send(Destination to, Request request, boolean tls, boolean certificate) {
        return converse(to, (socket, timeOut) -> {
            Socket connection = tls ? secure(socket, request.serverName(), certificate) : socket;
            connection.getOutputStream().write(text(request).getBytes(StandardCharsets.ISO_8859_1));
            connection.getOutputStream().flush();
            return Reply.Answered.parse(
                    new String(connection.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        });
    }

    /** Connects and reads what the server says first. */
    public Reply greet(Destination to) {
        return converse(to, (socket, timeOut) -> greeting(socket));
    }

    /** The same over TLS that ends at HAProxy. */
    public Reply greetSecurely(Destination to, Optional<String> serverName) {
        return converse(to, (socket, timeOut) -> greeting(secure(socket, serverName, false)));
    }

    /** Says hello in TLS, and reads what the server says first, in cleartext: HAProxy hands the connection on as it is. */
    public Reply greetThroughTls(Destination to, Optional<String> serverName) {
        return converse(to, (socket, timeOut) -> {
            SSLEngine engine = anonymous.createSSLEngine();
            engine.setUseClientMode(true);
            engine.setSSLParameters(ClientTrust.parameters(engine.getSSLParameters(), serverName));
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            socket.getOutputStream().write(hello.array(), 0, hello.position());
            socket.getOutputStream().flush();
            return greeting(socket);
        });
    }

    /** HAProxy logs no connection on which a client says nothing; generated backends do not mind a line's end. */
    private static Reply greeting(Socket socket) throws IOException {
        socket.getOutputStream().write('\n');
        socket.getOutputStream().flush();
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .readLine();
        return line == null ? new Reply.Ended("the connection was closed") : new Reply.Greeted(line);
    }

    private interface Conversation {
        Reply on(Socket socket, AtomicBoolean timeOut) throws IOException;
    }

    private Reply converse(Destination to, Conversation conversation) {
        AtomicBoolean timeOut = new AtomicBoolean();
        try (ChannelSocket socket = new ChannelSocket(to.socket())) {
            ScheduledFuture<?> patience = watch.schedule(
                    () -> {
                        timeOut.set(true);
                        socket.close();
                        return null;
                    },
                    PATIENCE,
                    TimeUnit.SECONDS);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(to.preamble());
                out.flush();
                return conversation.on(socket, timeOut);
            } finally {
                patience.cancel(false);
            }
        } catch (IOException e) {
            if (timeOut.get()) {
                return new Reply.Ended("no answer within " + PATIENCE + " s");
            }
            return new Reply.Ended(
                    e instanceof SSLException
                            ? "the TLS handshake failed: " + e.getMessage()
                            : "the connection was closed");
        }
    }

    private SSLSocket secure(Socket socket, Optional<String> serverName, boolean certificate) throws IOException {
        SSLContext context = certificate ? known : anonymous;
        SSLSocket secured = (SSLSocket)
                context.getSocketFactory().createSocket(socket, serverName.orElse("pointsman.invalid"), 443, true);
        secured.setSSLParameters(ClientTrust.parameters(secured.getSSLParameters(), serverName));
        secured.startHandshake();
        return secured;
    }

    /** As it goes over the wire; what a body would be is empty. */
    private static String text(Request request) {
        StringBuilder text = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        text.append("Host: ").append(request.authority()).append("\r\n");
        request.headers().forEach(header -> text.append(header).append("\r\n"));
        if (List.of("POST", "PUT", "PATCH").contains(request.method())) {
            text.append("Content-Length: 0\r\n");
        }
        return text.append("Connection: close\r\n\r\n").toString();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
