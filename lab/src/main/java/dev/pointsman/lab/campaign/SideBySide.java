package dev.pointsman.lab.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays several fleets at once; exists because a fleet that recovers mostly waits, and two of them wait no longer than one. */
final class SideBySide {
    private SideBySide() {}

    /** Does all the work, each piece in a thread of its own; returns what each returned. Throws what the first that failed threw, when all have ended. */
    static <T> List<T> all(List<Callable<T>> work) throws IOException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            var results = new ArrayList<T>();
            for (Future<T> done : threads.invokeAll(work)) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }
}
