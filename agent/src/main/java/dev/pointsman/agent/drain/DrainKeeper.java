package dev.pointsman.agent.drain;

import java.io.IOException;

import jakarta.inject.Singleton;

import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.pipeline.node.NodeLayout;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

/** Tells every HAProxy worker what the mark says; exists because a reload starts a worker that knows of nothing. */
@Singleton
public class DrainKeeper {

    private static final Logger LOG = Logger.getLogger(DrainKeeper.class);

    private final DrainMark mark;
    private final WorkerSocket haproxy;
    private boolean wasSet;

    DrainKeeper(NodeLayout layout) {
        this.mark = new DrainMark(layout);
        this.haproxy = new WorkerSocket(layout);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void keep() {
        boolean isSet = mark.isSet();
        if (!isSet && !wasSet) {
            return;
        }
        if (isSet != wasSet) {
            LOG.infof(isSet ? "this node is drained" : "this node takes part again");
        }
        try {
            haproxy.setDraining(isSet);
            wasSet = isSet;
        } catch (IOException silent) {
            // A HAProxy that does not answer serves nobody; the next turn asks again.
            LOG.debug(silent.getMessage());
        }
    }
}
