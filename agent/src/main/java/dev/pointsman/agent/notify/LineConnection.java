package dev.pointsman.agent.notify;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A Unix stream socket that is read and written by lines, each with a bound on the time it may take.
 *
 * <p>It exists because Java's Unix sockets have no time-outs, and a frozen peer still lets one connect.
 */
public final class LineConnection implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer received = ByteBuffer.allocate(4096).flip();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private final int longestLine;

    private LineConnection(SocketChannel channel, int longestLine) throws IOException {
        this.channel = channel;
        this.longestLine = longestLine;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        channel.register(selector, 0);
    }

    /** Connects to a socket. Throws IOException when nobody listens there, or when the queue of those who wait is full. */
    public static LineConnection connect(Path socket) throws IOException {
        return connect(socket, NotifyMessage.LONGEST_LINE);
    }

    /**
     * The same for a peer that may say more in a line.
     *
     * @param longestLine in bytes; a longer one ends the conversation
     */
    public static LineConnection connect(Path socket, int longestLine) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            LineConnection connection = new LineConnection(channel, longestLine);
            // Unix sockets connect at once or not at all (unix(7), EAGAIN).
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                throw new IOException("too many connections are waiting");
            }
            return connection;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Takes over a connection that a server has accepted. */
    static LineConnection accepted(SocketChannel channel) throws IOException {
        return new LineConnection(channel, NotifyMessage.LONGEST_LINE);
    }

    /** Sends a line; gives up with an IOException when the peer does not take it in time. */
    public void send(String text, Duration patience) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        long deadline = System.nanoTime() + patience.toNanos();
        while (channel.write(bytes) >= 0 && bytes.hasRemaining()) {
            if (!await(SelectionKey.OP_WRITE, deadline)) {
                throw new IOException("the peer took nothing for " + patience.toMillis() + " ms");
            }
        }
    }

    /** Tells the peer that nothing more will be sent; its answer can still be read. */
    public void finishSending() throws IOException {
        channel.shutdownOutput();
    }

    /**
     * Reads the next line, without its end; empty when the peer was silent for that long.
     *
     * @throws EOFException when the peer has closed the connection before a line was complete
     * @throws IOException when the line is longer than it may be, or reading fails
     */
    public Optional<String> readLine(Duration silence) throws IOException {
        long deadline = System.nanoTime() + silence.toNanos();
        while (true) {
            while (received.hasRemaining()) {
                byte next = received.get();
                if (next == '\n') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    return Optional.of(text);
                }
                line.write(next);
                if (line.size() > longestLine) {
                    throw new IOException("a line is longer than " + longestLine + " bytes");
                }
            }
            received.clear();
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                throw new EOFException("the peer closed the connection");
            }
            if (count == 0 && !await(SelectionKey.OP_READ, deadline)) {
                return Optional.empty();
            }
        }
    }

    /** Waits until the channel is ready; false when the deadline came first. */
    private boolean await(int operation, long deadline) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
        if (millis <= 0) {
            return false;
        }
        boolean ready = selector.select(millis) > 0;
        selector.selectedKeys().clear();
        return ready;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            selector.close();
        }
    }
}
