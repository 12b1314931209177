package dev.pointsman.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the IPv4 packets that arrive in a namespace, by sender and receiver.
 *
 * <p>It exists to show what did not happen: a link's counters tell how much came, and never from whom.
 */
public final class PacketCounter implements AutoCloseable {
    private static final int HEADER = 20;
    private static final int POLL_MILLIS = 50;

    private final Map<Flow, Long> packets = new TreeMap<>();
    private final Thread reader;
    private volatile boolean isStopping;
    private volatile IOException failure;

    /**
     * Who sends to whom.
     *
     * @param from dotted IPv4
     * @param to dotted IPv4
     */
    public record Flow(String from, String to) implements Comparable<Flow> {
        @Override
        public int compareTo(Flow other) {
            return (from + " " + to).compareTo(other.from + " " + other.to);
        }
    }

    private PacketCounter(Namespace namespace, int socket) {
        reader =
                Thread.ofPlatform().daemon().name(namespace.name() + "-packets").start(() -> read(socket));
    }

    /** Starts to count; needs CAP_NET_RAW. */
    public static PacketCounter in(Namespace namespace) throws IOException {
        return new PacketCounter(namespace, namespace.call(SystemCalls::openPacketSocket));
    }

    /** What has arrived so far. */
    public synchronized Map<Flow, Long> packets() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return Map.copyOf(packets);
    }

    /** How many packets of one host for one address have arrived so far. */
    public long packets(String from, String to) throws IOException {
        return packets().getOrDefault(new Flow(from, to), 0L);
    }

    private void read(int socket) {
        try (var arena = Arena.ofConfined()) {
            var header = arena.allocate(HEADER);
            while (!isStopping) {
                if (SystemCalls.readPacket(socket, header, POLL_MILLIS) == HEADER) {
                    count(new Flow(address(header, 12), address(header, 16)));
                }
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            close(socket);
        }
    }

    private synchronized void count(Flow flow) {
        packets.merge(flow, 1L, Long::sum);
    }

    /** RFC 791, section 3.1: the addresses are the header's fourth and fifth word. */
    private static String address(MemorySegment header, long offset) {
        return "%d.%d.%d.%d"
                .formatted(
                        header.get(ValueLayout.JAVA_BYTE, offset) & 0xff,
                        header.get(ValueLayout.JAVA_BYTE, offset + 1) & 0xff,
                        header.get(ValueLayout.JAVA_BYTE, offset + 2) & 0xff,
                        header.get(ValueLayout.JAVA_BYTE, offset + 3) & 0xff);
    }

    private static void close(int socket) {
        try {
            SystemCalls.close(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        isStopping = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
