package dev.pointsman.agent.haproxy.runtime;

import java.io.IOException;
import java.util.Map;

import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.pipeline.change.ProxyFiles;
import dev.pointsman.pipeline.change.ProxySection;
import org.jboss.logging.Logger;

/**
 * Removes servers that no longer take requests, once they have answered the last one.
 *
 * <p>Which ones these are is found out from the worker and the files, not remembered, so that it also holds after a restart of the agent.
 * HAProxy 2.6 counts idle connections too, which it closes after some seconds; and a server of the file that another section's server
 * tracks can never be removed while HAProxy runs. Such a one stays in maintenance until the next reload, which knows nothing of it.
 */
public final class RetiredServers {

    private static final Logger LOG = Logger.getLogger(RetiredServers.class);
    private static final String NEVER = "cannot be removed at runtime";

    private final WorkerSocket worker;
    private boolean areGone;

    public RetiredServers(WorkerSocket worker) {
        this.worker = worker;
    }

    /** The worker has been changed, or replaced: there may be some again. */
    public void lookAgain() {
        areGone = false;
    }

    /** Whether there is anything left to do. */
    public boolean areGone() {
        return areGone;
    }

    /** Removes what can be removed now. */
    public void remove(ProxyFiles served) {
        try {
            boolean someStay = false;
            for (var backend : RunningServers.of(worker, "").byBackend().entrySet()) {
                ProxySection section = served.sections().get("backend " + backend.getKey());
                if (section != null) {
                    someStay |= remove(section, backend.getValue());
                }
            }
            areGone = !someStay;
        } catch (IOException later) {
            LOG.debugf("failed to remove servers that are not needed any more: %s", later.getMessage());
        }
    }

    /** True when a server has to be tried again. */
    private boolean remove(ProxySection section, Map<String, RunningServers.State> running) throws IOException {
        boolean someStay = false;
        for (var server : running.entrySet()) {
            if (server.getValue().isInMaintenance() && !section.servers().containsKey(server.getKey())) {
                String name = section.name() + "/" + server.getKey();
                String answer = String.join("; ", worker.ask("del server " + name));
                if (answer.contains("Server deleted")) {
                    LOG.infof("server \"%s\" has answered its last request and is removed", name);
                } else {
                    someStay |= !answer.contains(NEVER);
                }
            }
        }
        return someStay;
    }
}
