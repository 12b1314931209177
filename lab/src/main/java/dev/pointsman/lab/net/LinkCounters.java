package dev.pointsman.lab.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much a host's link has carried since the lab opened, seen from the host.
 *
 * @param sentPackets by the host
 * @param sentBytes by the host, with Ethernet headers
 * @param receivedPackets by the host
 * @param receivedBytes by the host, with Ethernet headers
 */
public record LinkCounters(long sentPackets, long sentBytes, long receivedPackets, long receivedBytes) {
    // /proc/thread-self, because /proc/net is the view of the process's first thread, in another namespace.
    private static final Path COUNTERS = Path.of("/proc/thread-self/net/dev");

    /** Reads the counters of one of the router's devices; the calling thread is in the router's namespace. */
    static LinkCounters read(String device) throws IOException {
        for (var line : Files.readAllLines(COUNTERS)) {
            var parts = line.strip().split("[:\\s]+");
            if (parts[0].equals(device)) {
                // proc_pid_net(5): bytes and packets received come first, those sent at the 9th and 10th place. What
                // the router receives is what the host sent.
                return new LinkCounters(
                        Long.parseLong(parts[2]),
                        Long.parseLong(parts[1]),
                        Long.parseLong(parts[10]),
                        Long.parseLong(parts[9]));
            }
        }
        throw new IOException("failed to read counters of '%s' from '%s': no such device".formatted(device, COUNTERS));
    }
}
