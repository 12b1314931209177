package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.program.ProgramRun;
import dev.pointsman.agent.vrrp.LivingProcess;
import dev.pointsman.pipeline.node.NodeLayout;

/** Whether keepalived runs, with which file, with its FIFO, and, asked as root, with its hooks. */
final class RunningKeepalived implements Examination {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String DUMP = "keepalived.data";

    private final NodeLayout layout;
    private final boolean mayAsk;

    /** @param mayAsk whether keepalived may be sent a signal, which only root can */
    RunningKeepalived(NodeLayout layout, boolean mayAsk) {
        this.layout = layout;
        this.mayAsk = mayAsk;
    }

    @Override
    public String subject() {
        return "keepalived, its file, its FIFO" + (mayAsk ? " and the hooks that it has loaded" : "");
    }

    @Override
    public List<Ailment> examine() {
        try {
            Optional<LivingProcess> vrrp = LivingProcess.named(layout.keepalivedVrrpPid());
            if (vrrp.isEmpty()) {
                return List.of(new Ailment(
                        "keepalived",
                        "does not run, or is stopped (\"" + layout.keepalivedVrrpPid()
                                + "\"), so this node takes no part in failover",
                        "start it with \"keepalived -f " + layout.keepalivedConfiguration() + " -r "
                                + layout.keepalivedVrrpPid() + "\""));
            }
            List<Ailment> ailments = new ArrayList<>();
            examineFile(vrrp.get().pid(), ailments);
            examineFifo(ailments);
            if (mayAsk) {
                ailments.addAll(LoadedHooks.ailments(dump(vrrp.get().pid())));
            }
            return ailments;
        } catch (IOException unknown) {
            return List.of(new Ailment(
                    "keepalived", "cannot be looked at: " + unknown.getMessage(), "call this as root, on the node"));
        }
    }

    private void examineFile(long pid, List<Ailment> ailments) throws IOException {
        String wanted = layout.keepalivedConfiguration().toString();
        String used = CommandLines.option(pid, "-f", "--use-file").orElse("/etc/keepalived/keepalived.conf");
        if (!used.equals(wanted)) {
            ailments.add(new Ailment(
                    "keepalived (process " + pid + ")",
                    "runs with \"" + used + "\", and Pointsman writes \"" + wanted + "\"",
                    "start it with \"keepalived -f " + wanted + "\""));
        }
    }

    private void examineFifo(List<Ailment> ailments) throws IOException {
        Path fifo = layout.notifyFifo();
        if (!Files.exists(fifo)) {
            ailments.add(new Ailment(
                    fifo.toString(),
                    "is not there although keepalived runs, so the agent hears of transitions late",
                    "restart keepalived, which makes it"));
        } else if (!Files.readAttributes(fifo, BasicFileAttributes.class).isOther()) {
            ailments.add(new Ailment(
                    fifo.toString(),
                    "is no FIFO, so the agent hears of transitions late",
                    "remove it, then restart keepalived, which makes it"));
        }
    }

    /** Asks for the dump, which keepalived writes to its own TMPDIR in its own view of the file system. */
    private static String dump(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Path file = Path.of(
                        process + "/root" + CommandLines.variable(pid, "TMPDIR").orElse("/tmp"))
                .resolve(DUMP);
        long before = Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
        ProgramRun sent = ProgramRun.of(PATIENCE, List.of("kill", "-USR1", Long.toString(pid)));
        if (!sent.succeeded()) {
            throw new IOException("no signal can be sent to process " + pid + ": "
                    + sent.output().strip());
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (Files.exists(file) && Files.getLastModifiedTime(file).toMillis() > before) {
                String dump = Files.readString(file);
                // Its last section; before that it is still being written.
                if (dump.contains("------< Interfaces >------")) {
                    return dump;
                }
            }
            pause();
        }
        throw new IOException("keepalived did not write \"" + file + "\" within " + PATIENCE.toSeconds() + " s");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }
}
