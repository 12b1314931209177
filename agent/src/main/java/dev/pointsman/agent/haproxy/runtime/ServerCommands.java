package dev.pointsman.agent.haproxy.runtime;

import java.io.IOException;

import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.pipeline.change.RuntimeEdit;

/**
 * Adds servers and takes servers away.
 *
 * <p>Source: HAProxy management guide, section 9.3, "add server", "del server", "set server".
 */
final class ServerCommands {

    private final WorkerSocket worker;

    ServerCommands(WorkerSocket worker) {
        this.worker = worker;
    }

    /**
     * A server that was taken away a moment ago, and is not gone yet, comes back as it is.
     *
     * @param isThere whether the worker has a server of that name
     */
    void add(RuntimeEdit.AddServer edit, boolean isThere) throws IOException {
        String server = edit.backend() + "/" + edit.server().name();
        if (!isThere) {
            Answer.of(
                    worker,
                    "add server " + server + " " + edit.server().address() + " " + String.join(" ", edit.settings()),
                    "New server registered.");
            if (edit.cookieKey().isPresent()) {
                // HAProxy 2.6 makes no cookie for a server that is added (measured); told its key again, it makes all
                // of
                // them anew, of the same addresses.
                Answer.none(
                        worker,
                        "set dynamic-cookie-key backend " + edit.backend() + " "
                                + edit.cookieKey().get());
            }
            if (edit.isChecked()) {
                Answer.none(worker, "enable health " + server);
            }
        }
        Answer.none(worker, "set server " + server + " state ready");
    }

    /** From now on it gets no requests; those that it has are answered. */
    void retire(RuntimeEdit.RemoveServer edit) throws IOException {
        Answer.none(worker, "set server " + edit.backend() + "/" + edit.name() + " state maint");
    }
}
