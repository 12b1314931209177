package dev.pointsman.agent.ownership;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.pointsman.agent.vrrp.Mastership;

/** A machine on which keepalived is a real process, and the placeholder address and HAProxy are as the test says. */
final class ObservedMachine implements AutoCloseable {

    private final Process keepalived;
    private final Path drainMark;
    private final Observer observer;
    private volatile boolean isMaster;
    private volatile Optional<String> haproxyFault = Optional.empty();

    ObservedMachine(Path directory) throws IOException, InterruptedException {
        keepalived = new ProcessBuilder("sleep", "600").start();
        Path pidFile = Files.writeString(directory.resolve("keepalived-vrrp.pid"), keepalived.pid() + "\n");
        drainMark = directory.resolve("drained");
        observer = new Observer(new Mastership(_ -> isMaster, pidFile), () -> haproxyFault, drainMark);
        // An address beside a process that has just started could be an earlier one's.
        Thread.sleep(600);
    }

    Observer observer() {
        return observer;
    }

    void becomeMaster() {
        isMaster = true;
    }

    void becomeBackup() {
        isMaster = false;
    }

    void haproxyStops() {
        haproxyFault = Optional.of("HAProxy does not answer");
        observer.askHaproxy();
    }

    void haproxyServes() {
        haproxyFault = Optional.empty();
        observer.askHaproxy();
    }

    void drain() throws IOException {
        Files.createFile(drainMark);
    }

    void undrain() throws IOException {
        Files.delete(drainMark);
    }

    @Override
    public void close() {
        keepalived.destroyForcibly();
    }
}
