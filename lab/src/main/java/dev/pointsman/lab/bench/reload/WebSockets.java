package dev.pointsman.lab.bench.reload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.pointsman.lab.linux.Namespace;

/**
 * WebSockets (RFC 6455), which never end by themselves: opened, then silent.
 *
 * <p>No load balancer hands such a connection from an old process to a new one, so they end when the old process does.
 */
final class WebSockets implements AutoCloseable {

    /** Key and answer are those of RFC 6455 section 1.3; HAProxy refuses an upgrade without them. */
    private static final String REQUEST = "GET " + ChangingDefinitions.WEBSOCKET_PATH + " HTTP/1.1\r\n"
            + "Host: shop.example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private static final String ACCEPTED = "HTTP/1.1 101";

    private static final String ANSWER = ACCEPTED + " Switching Protocols\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    private final Namespace machine;
    private final ServerSocket server;
    private final List<Socket> accepted = new ArrayList<>();
    private final List<Socket> opened = new ArrayList<>();
    private final AtomicInteger cut = new AtomicInteger();
    private volatile boolean isClosing;

    private WebSockets(Namespace machine, ServerSocket server) {
        this.machine = machine;
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    /** Opens the server behind HAProxy. */
    static WebSockets open(Namespace machine) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(ChangingDefinitions.WEBSOCKET_SERVER, ChangingDefinitions.BACKEND_PORT);
        return new WebSockets(machine, machine.call(() -> {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(address, 100);
            return server;
        }));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                synchronized (accepted) {
                    accepted.add(socket);
                }
                Thread.ofVirtual().start(() -> upgrade(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Health checks connect and go. */
    private static void upgrade(Socket socket) {
        try (socket) {
            if (readHead(socket)) {
                socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException gone) {
            // Nobody is left to answer.
        }
    }

    private static boolean readHead(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String line = reader.readLine();
        while (line != null && !line.isEmpty()) {
            line = reader.readLine();
        }
        return line != null;
    }

    /** Opens another one, through the VIP. */
    void add() throws IOException {
        Socket socket = machine.call(() -> new Socket(ChangingDefinitions.VIP, ChangingDefinitions.HTTP));
        opened.add(socket);
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        String said = new String(socket.getInputStream().readNBytes(ACCEPTED.length()), StandardCharsets.US_ASCII);
        if (!said.equals(ACCEPTED)) {
            throw new IOException("failed to open a WebSocket: the answer is '%s'".formatted(said));
        }
        Thread.ofVirtual().start(() -> awaitEnd(socket));
    }

    private void awaitEnd(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException reset) {
            // Cut as well.
        }
        if (!isClosing) {
            cut.incrementAndGet();
        }
    }

    int opened() {
        return opened.size();
    }

    /** How many ended before {@link #closeAll}. */
    int cut() {
        return cut.get();
    }

    /** The clients go. */
    void closeAll() throws IOException {
        isClosing = true;
        for (Socket socket : opened) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeAll();
        server.close();
        synchronized (accepted) {
            for (Socket socket : accepted) {
                socket.close();
            }
        }
    }
}
