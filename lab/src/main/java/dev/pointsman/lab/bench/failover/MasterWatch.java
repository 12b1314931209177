package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.pointsman.lab.linux.Namespace;

/**
 * Sees when keepalived makes a node MASTER, from outside: by the moment at which the kernel tells that the instance's address is there.
 *
 * <p>It exists to tell what VRRP takes from what is added to it, and must not depend on the program that is measured.
 */
final class MasterWatch implements AutoCloseable {
    private final Process monitor;
    private final List<Instant> moments = new CopyOnWriteArrayList<>();

    private MasterWatch(Process monitor) {
        this.monitor = monitor;
    }

    /**
     * Starts to watch.
     *
     * @param address that keepalived sets on a node that becomes MASTER
     */
    static MasterWatch start(Namespace namespace, String address) throws IOException {
        // ip-monitor(8), -ts: each line begins with the local time at which the kernel's message was read.
        var watch = new MasterWatch(new ProcessBuilder(namespace.command("ip", "-ts", "monitor", "address"))
                .redirectErrorStream(true)
                .start());
        Thread.ofVirtual().start(() -> watch.read(address));
        return watch;
    }

    /** The first time after that moment at which the node became MASTER; empty while it has not. */
    Optional<Instant> after(Instant start) {
        return moments.stream().filter(moment -> !moment.isBefore(start)).findFirst();
    }

    private void read(String address) {
        try (var lines = monitor.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(" " + address + "/") && !line.contains("Deleted")) {
                    moments.add(moment(line));
                }
            }
        } catch (IOException closed) {
            // The watch has ended.
        }
    }

    /** Of a line such as {@code [2026-11-26T00:26:31.123456] 1: lo inet …}. */
    static Instant moment(String line) {
        return LocalDateTime.parse(line.substring(1, line.indexOf(']')))
                .atZone(ZoneId.systemDefault())
                .toInstant();
    }

    @Override
    public void close() {
        monitor.destroyForcibly();
    }
}
