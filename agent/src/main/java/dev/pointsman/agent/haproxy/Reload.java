package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.node.NodeLayout;

/**
 * Makes HAProxy serve what its configuration file says now, and finds out whether it does.
 *
 * <p>The master re-executes itself, reads the file and hands the listeners to a new worker. It counts as done only when the worker that
 * answers on the worker socket carries the wanted digest and the master calls a process current that it did not know before.
 */
public final class Reload {

    /** Reading a large configuration takes a second or two, and failing to bind two seconds more. */
    private static final Duration USUAL_BOUND = Duration.ofSeconds(20);

    private static final long BETWEEN_LOOKS_MILLIS = 10;

    private final MasterSocket master;
    private final WorkerSocket worker;
    private final Duration bound;

    public Reload(NodeLayout layout) {
        this(layout, USUAL_BOUND);
    }

    /** @param bound how long the new worker may take to come up */
    public Reload(NodeLayout layout, Duration bound) {
        this.master = new MasterSocket(layout);
        this.worker = new WorkerSocket(layout);
        this.bound = bound;
    }

    /** Reloads, and waits for the verdict. */
    public ReloadVerdict reload(String wantedDigest) {
        long start = System.nanoTime();
        MasterProcesses before;
        List<String> answer;
        try {
            before = masterWhenItAnswers();
            answer = master.reload(bound);
        } catch (IOException e) {
            return new ReloadVerdict.Absent(e.getMessage());
        }
        Optional<ReloadVerdict> told = verdictOf(answer);
        if (told.isPresent()) {
            return told.get();
        }
        String seen = "the master has not begun";
        while (System.nanoTime() - start < bound.toNanos() && pause()) {
            try {
                MasterProcesses now = master.processes();
                if (now.reloads() > before.reloads() && now.failed() > 0) {
                    return new ReloadVerdict.Failed(
                            "HAProxy could not start a worker with it and keeps the old one; its own log says why");
                }
                if (isReplaced(before, now) && worker.digest().equals(Optional.of(wantedDigest))) {
                    return new ReloadVerdict.Live(Duration.ofNanos(System.nanoTime() - start));
                }
                seen = "workers " + now.workers() + ", leaving " + now.oldWorkers();
            } catch (IOException between) {
                seen = between.getMessage();
            }
        }
        return new ReloadVerdict.Failed("no worker with digest \"" + wantedDigest + "\" came up within "
                + bound.toSeconds() + " s (" + seen + ")");
    }

    /** While the master starts or replaces itself it refuses connections for a moment; that is no absence. */
    private MasterProcesses masterWhenItAnswers() throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return master.processes();
            } catch (IOException refused) {
                if (System.nanoTime() - start > HaproxySocket.PATIENCE.toNanos() || !pause()) {
                    throw refused;
                }
            }
        }
    }

    private static boolean isReplaced(MasterProcesses before, MasterProcesses now) {
        return now.failed() == 0
                && !now.workers().isEmpty()
                && now.workers().stream().noneMatch(before.workers()::contains);
    }

    /** HAProxy 2.7 and later tell at once: "Success=0", then "--", then the start-up log. */
    private static Optional<ReloadVerdict> verdictOf(List<String> answer) {
        if (answer.isEmpty() || !answer.getFirst().equals("Success=0")) {
            return Optional.empty();
        }
        String log = String.join(
                "; ", answer.stream().skip(1).filter(line -> !line.equals("--")).toList());
        return Optional.of(new ReloadVerdict.Failed("HAProxy says: " + log));
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
