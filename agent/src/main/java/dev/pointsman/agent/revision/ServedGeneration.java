package dev.pointsman.agent.revision;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.Reload;
import dev.pointsman.agent.haproxy.ReloadVerdict;
import dev.pointsman.agent.haproxy.WorkerSocket;

/** What HAProxy serves, and making it serve something else; the one place that decides whether a reload is needed. */
public class ServedGeneration {

    private final WorkerSocket worker;
    private final Reload reload;
    private final ReloadJournal journal;

    public ServedGeneration(WorkerSocket worker, Reload reload, ReloadJournal journal) {
        this.worker = worker;
        this.reload = reload;
        this.journal = journal;
    }

    /** How it came out. */
    public sealed interface Serving {

        /** The worker serves the same content; nothing was done. */
        record Already() implements Serving {}

        /** The worker serves it since now. */
        record Reloaded(Duration took) implements Serving {}

        /** No HAProxy answers. */
        record Absent(String reason) implements Serving {}

        /** HAProxy did not bring up a worker with it. */
        record Failed(String reason) implements Serving {}
    }

    /** Makes HAProxy serve a generation, which must be the current one on disk. */
    public Serving make(Generation generation) {
        try {
            if (serves(generation)) {
                return new Serving.Already();
            }
        } catch (IOException silent) {
            // Told to reload because its worker is too busy to answer, HAProxy would only be busier.
            return absent(generation, silent.getMessage());
        }
        ReloadVerdict verdict = reload.reload(generation.digest());
        journal.reloaded(verdict);
        return switch (verdict) {
            case ReloadVerdict.Live live -> new Serving.Reloaded(live.took());
            case ReloadVerdict.Failed failed -> new Serving.Failed(failed.reason());
            case ReloadVerdict.Absent none -> absent(generation, none.reason());
        };
    }

    private static Serving absent(Generation generation, String reason) {
        return new Serving.Absent("HAProxy does not answer (" + reason + "); once it is started it serves generation \""
                + generation.id() + "\"");
    }

    /** Whether what the worker serves is the same to every client. Throws IOException when no worker answers. */
    public boolean serves(Generation generation) throws IOException {
        return digest().equals(Optional.of(generation.digest()));
    }

    /** The digest that the worker carries; empty when Pointsman did not render what it runs. Throws IOException when none answers. */
    public Optional<String> digest() throws IOException {
        return worker.digest();
    }
}
