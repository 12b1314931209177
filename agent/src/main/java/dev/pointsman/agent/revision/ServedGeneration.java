package dev.pointsman.agent.revision;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.pointsman.agent.certificate.ProxyAccess;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.haproxy.Reload;
import dev.pointsman.agent.haproxy.ReloadVerdict;
import dev.pointsman.agent.haproxy.WorkerIdentity;
import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.agent.haproxy.runtime.RetiredServers;
import dev.pointsman.agent.haproxy.runtime.RuntimeChange;
import dev.pointsman.pipeline.change.Change;
import dev.pointsman.pipeline.change.ChangeDecision;
import dev.pointsman.pipeline.change.ProxyFiles;
import dev.pointsman.pipeline.change.ReloadReason;
import org.jboss.logging.Logger;

/**
 * What HAProxy serves, and making it serve something else at the least cost.
 *
 * <p>What the worker has is known from the worker: the digest that it names leads to the generation on disk that it was given. So a change
 * is found from any state, also after a crash, and a worker of which nobody knows what it was given is reloaded.
 */
public class ServedGeneration implements ProxyAccess {

    private static final Logger LOG = Logger.getLogger(ServedGeneration.class);

    private final WorkerSocket worker;
    private final Reload reload;
    private final RuntimeChange runtime;
    private final RetiredServers retired;
    private final GenerationStore store;
    private final ChangeJournal journal;
    private volatile String lastChange = "";

    public ServedGeneration(WorkerSocket worker, Reload reload, GenerationStore store, ChangeJournal journal) {
        this.worker = worker;
        this.reload = reload;
        this.runtime = new RuntimeChange(worker);
        this.retired = new RetiredServers(worker);
        this.store = store;
        this.journal = journal;
    }

    /** How it came out. */
    public sealed interface Serving {

        /** The worker serves the same content; at most it was told the revision's name. */
        record Already() implements Serving {}

        /** The worker serves it since it was told some commands. */
        record Changed(int edits, Duration took) implements Serving {}

        /** A new worker serves it since now. */
        record Reloaded(Duration took, List<ReloadReason> reasons) implements Serving {}

        /** No HAProxy answers. */
        record Absent(String reason) implements Serving {}

        /** HAProxy did not bring up a worker with it. */
        record Failed(String reason) implements Serving {}
    }

    /** Makes HAProxy serve a generation, which must be the current one on disk. */
    public synchronized Serving make(Generation generation) {
        try {
            WorkerIdentity now = worker.identity();
            if (now.digest().equals(Optional.of(generation.digest()))) {
                tellRevision(now, generation);
                removeRetired(generation);
                return new Serving.Already();
            }
            return switch (change(now, generation)) {
                case Change.Nothing nothing -> {
                    worker.name(identityOf(generation));
                    yield new Serving.Already();
                }
                case Change.AtRunTime atRunTime -> changeAtRunTime(now, atRunTime, generation);
                case Change.Reload needed -> reload(generation, needed.reasons());
            };
        } catch (IOException silent) {
            // Told to reload because its worker is too busy to answer, HAProxy would only be busier.
            return absent(generation, silent.getMessage());
        }
    }

    private Change change(WorkerIdentity now, Generation generation) throws IOException {
        if (now.leftDigest().isPresent()) {
            return reload(ReloadReason.Cause.UNFINISHED, "a change of the worker was begun and not finished");
        }
        Optional<Generation> running = now.digest().flatMap(this::generationOf);
        if (running.isEmpty()) {
            return reload(ReloadReason.Cause.UNKNOWN, "nobody knows what HAProxy was started with");
        }
        try {
            return ChangeDecision.between(filesOf(running.get()), filesOf(generation), runtime.capabilities());
        } catch (IOException e) {
            return reload(
                    ReloadReason.Cause.UNKNOWN,
                    "what HAProxy has cannot be compared with the files: " + e.getMessage());
        }
    }

    private static Change reload(ReloadReason.Cause cause, String sentence) {
        return new Change.Reload(List.of(new ReloadReason(cause, sentence)));
    }

    private Serving changeAtRunTime(WorkerIdentity now, Change.AtRunTime change, Generation generation) {
        long start = System.nanoTime();
        try {
            runtime.make(now, change, filesOf(generation), identityOf(generation));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            journal.changed(change.edits().size(), took);
            lastChange = LastChange.of(change, took);
            retired.lookAgain();
            removeRetired(generation);
            return new Serving.Changed(change.edits().size(), took);
        } catch (IOException e) {
            LOG.warnf("failed to change HAProxy while it runs, so it is reloaded: %s", e.getMessage());
            return reload(generation, List.of(new ReloadReason(ReloadReason.Cause.COMMAND_FAILED, e.getMessage())));
        }
    }

    private Serving reload(Generation generation, List<ReloadReason> reasons) {
        reasons.forEach(reason -> LOG.infof("a reload is needed: %s", reason));
        ReloadVerdict verdict = reload.reload(generation.digest());
        journal.reloaded(verdict, reasons);
        lastChange = LastChange.of(verdict, reasons);
        retired.lookAgain();
        return switch (verdict) {
            case ReloadVerdict.Live live -> new Serving.Reloaded(live.took(), reasons);
            case ReloadVerdict.Failed failed -> new Serving.Failed(failed.reason());
            case ReloadVerdict.Absent none -> absent(generation, none.reason());
        };
    }

    /** Log lines name the revision; when they cannot be told, they name one that serves the same. */
    private void tellRevision(WorkerIdentity now, Generation generation) {
        if (!now.revision().equals(generation.revision())) {
            try {
                worker.name(identityOf(generation));
            } catch (IOException e) {
                LOG.warnf("HAProxy's log goes on naming revision \"%s\": %s", now.revision(), e.getMessage());
            }
        }
    }

    private void removeRetired(Generation generation) {
        if (!retired.areGone()) {
            try {
                retired.remove(filesOf(generation));
            } catch (IOException e) {
                LOG.debugf("failed to read generation \"%s\": %s", generation.id(), e.getMessage());
            }
        }
    }

    private ProxyFiles filesOf(Generation generation) throws IOException {
        return ProxyFiles.of(store.files(generation));
    }

    private static WorkerIdentity identityOf(Generation generation) {
        return WorkerIdentity.whole(generation.digest(), generation.revision());
    }

    private static Serving absent(Generation generation, String reason) {
        return new Serving.Absent("HAProxy does not answer (" + reason + "); once it is started it serves generation \""
                + generation.id() + "\"");
    }

    @Override
    public synchronized <T> T alone(Supplier<T> act) {
        return act.get();
    }

    @Override
    public synchronized void changed(String what, Duration took) {
        journal.changed(1, took);
        lastChange = LastChange.of(what, took);
    }

    /** Only of a worker that serves what is current: any other is about to be changed or replaced anyway. */
    @Override
    public synchronized Optional<String> reload(ReloadReason reason) throws IOException {
        Optional<Generation> current = store.current();
        if (current.isEmpty() || !serves(current.get())) {
            throw new IOException("HAProxy does not serve the current generation yet");
        }
        return switch (reload(current.get(), List.of(reason))) {
            case Serving.Failed(String why) -> Optional.of(why);
            case Serving.Absent(String why) -> throw new IOException(why);
            case Serving.Reloaded _, Serving.Already _, Serving.Changed _ -> Optional.empty();
        };
    }

    /** What was done to HAProxy last, and why; empty when nothing was since the agent started. */
    public String lastChange() {
        return lastChange;
    }

    /** Whether what the worker serves is the same to every client. Throws IOException when no worker answers. */
    public boolean serves(Generation generation) throws IOException {
        return worker.digest().equals(Optional.of(generation.digest()));
    }

    /**
     * The generation that the worker serves, or served before a change that was not finished; empty when it is not on disk any more.
     * Throws IOException when no worker answers.
     */
    public Optional<Generation> running() throws IOException {
        WorkerIdentity now = worker.identity();
        return now.digest().or(now::leftDigest).flatMap(this::generationOf);
    }

    private Optional<Generation> generationOf(String digest) {
        try {
            return store.all().reversed().stream()
                    .filter(generation -> generation.digest().equals(digest))
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
