package dev.pointsman.lab.ec2;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The last calls that the EC2 endpoint got, oldest first. Safe for use by many threads.
 *
 * <p>Exists so that tests, demo and benchmarks can show what was really called, and when.
 */
public final class Journal {

    /** Calls that are kept; older ones are forgotten. */
    public static final int CAPACITY = 10_000;

    private final Deque<Call> calls = new ArrayDeque<>();
    private final List<Consumer<Call>> followers = new CopyOnWriteArrayList<>();

    /** All that is kept. */
    public List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** Calls of one action that arrived at that moment or later. */
    public List<Call> calls(String action, Instant since) {
        return calls().stream()
                .filter(call -> call.action().equals(action) && !call.at().isBefore(since))
                .toList();
    }

    public void clear() {
        synchronized (calls) {
            calls.clear();
        }
    }

    /** Tells every call from now on, in the thread that answers it and before the answer is sent. */
    public void follow(Consumer<Call> follower) {
        followers.add(follower);
    }

    void add(Call call) {
        synchronized (calls) {
            calls.addLast(call);
            if (calls.size() > CAPACITY) {
                calls.removeFirst();
            }
        }
        followers.forEach(follower -> follower.accept(call));
    }
}
