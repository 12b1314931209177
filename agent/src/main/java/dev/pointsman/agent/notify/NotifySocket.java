package dev.pointsman.agent.notify;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.pointsman.agent.notify.NotifyMessage.Accepted;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.notify.NotifyMessage.Working;
import org.jboss.logging.Logger;

/**
 * The agent's end of the notify socket: takes requests, shows that it works, and gives the verdict.
 *
 * <p>It exists so that a {@code notify} call costs one connection to a process whose credentials and connections are warm.
 */
public final class NotifySocket implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(NotifySocket.class);

    /** Who besides root and the agent may use the socket, where the machine has such a group. */
    private static final String GROUP = "pointsman";

    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(1);
    private static final int BACKLOG = 128;

    private final Path path;
    private final Lookout lookout;
    private final ServerSocketChannel server;
    private final Object fileKey;

    private NotifySocket(Path path, Lookout lookout, ServerSocketChannel server) throws IOException {
        this.path = path;
        this.lookout = lookout;
        this.server = server;
        this.fileKey = fileKey(path);
    }

    /**
     * Starts to listen, in place of whatever file an earlier agent left there.
     *
     * @throws IOException when the socket cannot be made, for instance because its path is longer than about 100 bytes (unix(7))
     */
    public static NotifySocket listen(Path path, Lookout lookout) throws IOException {
        Path fresh = path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(fresh);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(fresh), BACKLOG);
            restrict(fresh);
            // Nobody sees the socket before its mode is right, nor a moment without any.
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            NotifySocket socket = new NotifySocket(path, lookout, server);
            Thread.ofPlatform().name("notify-socket").daemon().start(socket::accept);
            return socket;
        } catch (IOException | RuntimeException failure) {
            server.close();
            Files.deleteIfExists(fresh);
            throw new IOException("failed to listen at \"" + path + "\": " + failure.getMessage(), failure);
        }
    }

    private static void restrict(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        try {
            GroupPrincipal group =
                    socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(GROUP);
            Files.getFileAttributeView(socket, PosixFileAttributeView.class).setGroup(group);
        } catch (IOException absent) {
            LOG.debugf("notify socket keeps its group: %s", absent.getMessage());
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().name("notify").start(() -> serve(client));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failure) {
                LOG.errorf("failed to accept a notify call: %s", failure.getMessage());
                pause();
            }
        }
    }

    private void serve(SocketChannel client) {
        try (LineConnection connection = LineConnection.accepted(client)) {
            Optional<String> line = connection.readLine(REQUEST_PATIENCE);
            if (line.isEmpty()) {
                LOG.warn("a notify client connected and said nothing");
                return;
            }
            Notify told = NotifyMessage.request(line.get());
            if (!told.isKnown()) {
                LOG.warnf(
                        "notify said \"%s\", which is not keepalived's vocabulary; looking all the same", told.line());
            }
            connection.send(new Accepted().line(), REQUEST_PATIENCE);
            await(connection, lookout.look(told))
                    .ifPresentOrElse(
                            done -> LOG.debugf("answered \"%s\" with \"%s\"", told.line(), done.line()),
                            () -> LOG.errorf(
                                    "fell silent on \"%s\": nobody looks, the client claims by itself", told.line()));
        } catch (IOException failure) {
            LOG.debugf("a notify client went away: %s", failure.getMessage());
        }
    }

    /** Sends {@code working} until the verdict is there; empty when nobody is awake to give one. */
    private Optional<Done> await(LineConnection connection, CompletableFuture<Done> verdict) throws IOException {
        while (true) {
            Optional<Done> done = next(verdict);
            if (done.isPresent()) {
                connection.send(done.get().line(), REQUEST_PATIENCE);
                return done;
            }
            if (!lookout.isAwake()) {
                return Optional.empty();
            }
            connection.send(new Working().line(), REQUEST_PATIENCE);
        }
    }

    private static Optional<Done> next(CompletableFuture<Done> verdict) {
        try {
            return Optional.of(verdict.get(NotifyMessage.WORKING_MILLIS / 2, TimeUnit.MILLISECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.of(new Done(2, "the agent stops"));
        } catch (ExecutionException failure) {
            return Optional.of(
                    new Done(2, "failed to look: " + failure.getCause().getMessage()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(REQUEST_PATIENCE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Stops listening and removes the socket, unless another agent has put its own there meanwhile. */
    @Override
    public void close() throws IOException {
        server.close();
        if (Files.exists(path) && fileKey(path).equals(fileKey)) {
            Files.delete(path);
        }
    }
}
