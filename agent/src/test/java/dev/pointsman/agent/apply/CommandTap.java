package dev.pointsman.agent.apply;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in front of one of HAProxy's command sockets and hands everything on, until a certain command comes: that one is answered by
 * nobody, and what was to happen at it happens.
 *
 * <p>Each command has a connection of its own. A reload puts HAProxy's own socket back in front; then nothing more is counted.
 */
final class CommandTap implements AutoCloseable {

    private final Path socket;
    private final Path behind;
    private final Object key;
    private final ServerSocketChannel listener;
    private final AtomicInteger commands = new AtomicInteger();
    private final int last;
    private final Runnable atLast;

    private CommandTap(Path socket, Path behind, ServerSocketChannel listener, int last, Runnable atLast)
            throws IOException {
        this.socket = socket;
        this.behind = behind;
        this.listener = listener;
        this.key = fileKey(socket);
        this.last = last;
        this.atLast = atLast;
        Thread.ofPlatform().daemon().name("tap").start(this::accept);
    }

    /** @param last the number of the command that is not handed on any more; the first is 1 */
    static CommandTap open(Path socket, int last, Runnable atLast) throws IOException {
        Path behind = socket.resolveSibling(socket.getFileName() + ".behind");
        Files.move(socket, behind, StandardCopyOption.ATOMIC_MOVE);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        return new CommandTap(socket, behind, listener, last, atLast);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                if (commands.incrementAndGet() >= last) {
                    atLast.run();
                    client.close();
                } else {
                    SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(behind));
                    Thread.ofPlatform().daemon().start(() -> hand(client, server));
                    Thread.ofPlatform().daemon().start(() -> hand(server, client));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void hand(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            // The other direction ends by itself.
        }
    }

    /** Gives HAProxy's socket its place again, unless HAProxy has taken it already. */
    @Override
    public void close() throws IOException {
        listener.close();
        if (key.equals(fileKey(socket))) {
            Files.move(behind, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(behind);
        }
    }

    private static Object fileKey(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }
}
