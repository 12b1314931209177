package dev.pointsman.agent.git;

import java.time.Duration;

import org.eclipse.jgit.lib.ProgressMonitor;

/**
 * Bounds a whole fetch.
 *
 * <p>JGit's own time-out is about silence on the socket; a server that trickles would hold the agent for ever without this.
 */
final class Deadline implements ProgressMonitor {

    private final long end;

    Deadline(Duration bound) {
        end = System.nanoTime() + bound.toNanos();
    }

    @Override
    public boolean isCancelled() {
        return System.nanoTime() - end > 0;
    }

    @Override
    public void start(int totalTasks) {}

    @Override
    public void beginTask(String title, int totalWork) {}

    @Override
    public void update(int completed) {}

    @Override
    public void endTask() {}

    @Override
    public void showDuration(boolean enabled) {}
}
