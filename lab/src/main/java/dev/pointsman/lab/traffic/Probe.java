package dev.pointsman.lab.traffic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks again and again, each time on a new connection, to measure for how long a client got no answer.
 *
 * <p>It exists because the client's view is the only one that counts: neither detection nor claim time, but the time
 * from the last right answer before a fault to the first one after it.
 */
public final class Probe implements AutoCloseable {
    /** How often it asks: the resolution of every gap it tells. */
    public static final Duration INTERVAL = Duration.ofMillis(10);

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Client client;
    private final Call call;
    private final Duration limit;
    private final ExecutorService senders;
    private final Thread pacer;
    private final List<Success> successes = new ArrayList<>();
    private int failures;
    private volatile boolean isStopping;

    private Probe(Client client, Call call, Duration limit) {
        this.client = client;
        this.call = call;
        this.limit = limit;
        this.senders = Executors.newCachedThreadPool(client.threads());
        this.pacer = Thread.ofPlatform().daemon().name("probe-" + client.name()).start(this::pace);
    }

    /** Starts asking, every {@link #INTERVAL}; what is not answered within a second has failed. */
    public static Probe start(Client client, Call call) {
        return start(client, call, LIMIT);
    }

    /**
     * The same with another bound.
     *
     * @param limit how long it may take to connect, and again to be answered
     */
    public static Probe start(Client client, Call call, Duration limit) {
        return new Probe(client, call, limit);
    }

    private record Success(Instant asked, Instant answered) {}

    /**
     * A time without a right answer.
     *
     * @param from the last right answer before
     * @param to the first right answer after
     */
    public record Gap(Instant from, Instant to) {
        public Duration length() {
            return Duration.between(from, to);
        }
    }

    /** How many right answers there were so far. */
    public synchronized int answers() {
        return successes.size();
    }

    /** How many attempts failed so far. */
    public synchronized int failures() {
        return failures;
    }

    /**
     * The longest gap between two right answers so far.
     *
     * @throws IllegalStateException if there were fewer than two
     */
    public synchronized Gap longestGap() {
        if (successes.size() < 2) {
            throw new IllegalStateException("the probe of '%s' got %d right answers, %d attempts failed"
                    .formatted(call.request(), successes.size(), failures));
        }
        var sorted = successes.stream().map(Success::answered).sorted().toList();
        var longest = new Gap(sorted.get(0), sorted.get(1));
        for (int i = 2; i < sorted.size(); i++) {
            var gap = new Gap(sorted.get(i - 1), sorted.get(i));
            if (gap.length().compareTo(longest.length()) > 0) {
                longest = gap;
            }
        }
        return longest;
    }

    /**
     * Waits for a right answer to a question that is asked after this call.
     *
     * @throws IOException if there is none within the limit
     */
    public Instant awaitAnswer(Duration limit) throws IOException, InterruptedException {
        var start = Instant.now();
        while (true) {
            synchronized (this) {
                if (!successes.isEmpty() && successes.getLast().asked().isAfter(start)) {
                    return successes.getLast().answered();
                }
            }
            if (Duration.between(start, Instant.now()).compareTo(limit) > 0) {
                throw new IOException(
                        "failed to get an answer to '%s' within %d ms".formatted(call.request(), limit.toMillis()));
            }
            Thread.sleep(INTERVAL);
        }
    }

    @Override
    public void close() throws InterruptedException {
        isStopping = true;
        pacer.join();
        senders.shutdownNow();
    }

    private void pace() {
        long start = System.nanoTime();
        for (long number = 0; !isStopping; number++) {
            long due = start + number * INTERVAL.toNanos();
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            senders.execute(this::ask);
        }
    }

    private void ask() {
        var asked = Instant.now();
        boolean isRight;
        try (var connection =
                Connection.open(call.request().address(), call.request().port(), limit)) {
            isRight = call.judge(connection.exchange(call.request(), false, limit))
                    .isEmpty();
        } catch (IOException e) {
            isRight = false;
        }
        synchronized (this) {
            if (isRight) {
                successes.add(new Success(asked, Instant.now()));
            } else {
                failures++;
            }
        }
    }
}
