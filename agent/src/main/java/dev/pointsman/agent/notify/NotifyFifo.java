package dev.pointsman.agent.notify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pointsman.agent.notify.NotifyMessage.Notify;
import org.jboss.logging.Logger;

/**
 * Reads keepalived's FIFO, on which it reports transitions in the order in which they happened.
 *
 * <p>It exists because scripts overlap, arrive late, or are dropped for unsafe permissions, and the FIFO knows none of that. The FIFO
 * is keepalived's: it makes it at its start and may remove it at its end, so the reader waits for it and follows a new one.
 */
public final class NotifyFifo implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(NotifyFifo.class);

    /** keepalived.conf(5), "vrrp_notify_fifo": type, quoted name, state, priority. */
    private static final Pattern LINE = Pattern.compile("(\\S+) \"([^\"]*)\" (\\S+)(?: (\\S+))?");

    /** How soon an absent or replaced FIFO is noticed. What keepalived wrote into a new one meanwhile waits there. */
    private static final Duration WATCH = Duration.ofMillis(250);

    private final Path path;
    private final Consumer<Notify> news;
    private final Thread watcher;
    private volatile FileChannel open;
    private volatile boolean closed;

    private NotifyFifo(Path path, Consumer<Notify> news) {
        this.path = path;
        this.news = news;
        this.watcher = Thread.ofPlatform().name("notify-fifo-watch").daemon().unstarted(this::watch);
    }

    /** Starts to read, now or as soon as the FIFO exists; each line is given to {@code news} on the reader's thread. */
    public static NotifyFifo read(Path path, Consumer<Notify> news) {
        NotifyFifo fifo = new NotifyFifo(path, news);
        fifo.watcher.start();
        return fifo;
    }

    /** Keeps a reader on the FIFO that the path names now. */
    private void watch() {
        Object reading = null;
        while (!closed) {
            try {
                Optional<Object> there = fifoAt(path);
                if (!there.equals(Optional.ofNullable(reading))) {
                    stopReading();
                    reading = there.orElse(null);
                    if (there.isPresent()) {
                        startReading();
                    }
                }
            } catch (IOException failure) {
                reading = null;
                LOG.warnf("failed to read \"%s\": %s", path, failure.getMessage());
            }
            pause();
        }
    }

    /** The identity of the FIFO at the path; empty when there is none. */
    private static Optional<Object> fifoAt(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            // A regular file at this place would be read for ever; a FIFO is neither file nor directory nor link.
            return attributes.isOther() ? Optional.of(attributes.fileKey()) : Optional.empty();
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private void startReading() throws IOException {
        // For reading and writing: so that opening does not wait for a writer, and a writer's end is not the end of the
        // file (fifo(7)).
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        open = channel;
        Thread.ofPlatform().name("notify-fifo").daemon().start(() -> readFrom(channel));
        LOG.infof("reading keepalived's transitions from \"%s\"", path);
    }

    private void stopReading() throws IOException {
        FileChannel channel = open;
        if (channel != null) {
            channel.close();
        }
    }

    private void readFrom(FileChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        LineSplitter lines = new LineSplitter();
        try (channel) {
            while (channel.read(buffer) >= 0) {
                for (String line : lines.add(buffer.flip())) {
                    news.accept(parse(line));
                }
                buffer.clear();
            }
        } catch (ClosedChannelException replaced) {
            LOG.debugf("stopped reading \"%s\"", path);
        } catch (IOException failure) {
            LOG.warnf("failed to read \"%s\": %s", path, failure.getMessage());
        }
    }

    /** Reads one of keepalived's lines; an unknown one is still a reason to look. */
    static Notify parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (matcher.matches()) {
            String priority = matcher.group(4) == null ? "" : matcher.group(4);
            return new Notify(matcher.group(1), matcher.group(2), matcher.group(3), priority);
        }
        return Notify.of(List.of(line.strip().split("\\s+")));
    }

    /** Cuts what arrives into lines; a line may come in pieces. */
    private static final class LineSplitter {

        private final StringBuilder rest = new StringBuilder();

        List<String> add(ByteBuffer bytes) {
            rest.append(StandardCharsets.UTF_8.decode(bytes));
            List<String> lines = new ArrayList<>();
            for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
                lines.add(rest.substring(0, end));
                rest.delete(0, end + 1);
            }
            if (rest.length() > NotifyMessage.LONGEST_LINE) {
                rest.setLength(0);
            }
            return lines;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WATCH);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        watcher.interrupt();
        stopReading();
    }
}
