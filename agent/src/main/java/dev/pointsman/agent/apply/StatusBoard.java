package dev.pointsman.agent.apply;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;

/** Where the loop writes what it knows, and everybody else reads it; safe for use by many threads. */
@Singleton
public class StatusBoard {

    private final AtomicReference<NodeStatus> status = new AtomicReference<>(NodeStatus.UNKNOWN);

    public NodeStatus read() {
        return status.get();
    }

    void write(UnaryOperator<NodeStatus> change) {
        status.updateAndGet(change);
    }
}
