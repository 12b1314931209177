package dev.pointsman.lab.bench.reload;

import java.util.ArrayList;
import java.util.List;

/** Counts HAProxy's workers four times a second. */
final class WorkerCount implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 250;

    private final RunningProxy proxy;
    private final List<Double> counts = new ArrayList<>();
    private final Thread watcher;
    private volatile boolean isStopping;

    private WorkerCount(RunningProxy proxy) {
        this.proxy = proxy;
        this.watcher = Thread.ofPlatform().daemon().name("workers").unstarted(this::watch);
    }

    static WorkerCount start(RunningProxy proxy) {
        WorkerCount count = new WorkerCount(proxy);
        count.watcher.start();
        return count;
    }

    private void watch() {
        try {
            while (!isStopping) {
                counts.add((double) proxy.workers());
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException stopped) {
            // Nobody counts on.
        }
    }

    List<Double> stop() throws InterruptedException {
        isStopping = true;
        watcher.join();
        return counts;
    }

    @Override
    public void close() {
        isStopping = true;
        watcher.interrupt();
    }
}
