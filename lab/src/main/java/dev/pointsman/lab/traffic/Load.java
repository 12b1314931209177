package dev.pointsman.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A steady stream of requests from one client, every one of them judged.
 *
 * <p>It is an open loop: a request leaves when its time has come, whether or not earlier ones were answered, and its
 * latency counts from that time, so that a stall shows in full. Every other request uses a connection of its own and
 * closes it, the rest share a fixed number of kept connections in turn, so that some of them are idle at any moment:
 * idle ones are what a careless reload loses.
 */
public final class Load implements AutoCloseable {
    /** Long, because a busy machine is no lost request; how slow answers were is told beside what went wrong. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Client client;
    private final long intervalNanos;
    private final LoadTally tally = new LoadTally();
    private final Map<InetSocketAddress, KeptConnections> kept = new ConcurrentHashMap<>();
    private final ExecutorService senders;
    private final Thread pacer;
    private volatile List<Call> calls;
    private volatile boolean isStopping;

    private Load(Client client, int requestsPerSecond, List<Call> calls) {
        this.client = client;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / requestsPerSecond;
        this.calls = List.copyOf(calls);
        this.senders = Executors.newCachedThreadPool(client.threads());
        this.pacer = Thread.ofPlatform().daemon().name("load-" + client.name()).start(this::pace);
    }

    /**
     * Starts sending.
     *
     * @param requestsPerSecond at least 1
     * @param calls sent in turn; at least one
     */
    public static Load start(Client client, int requestsPerSecond, List<Call> calls) {
        if (requestsPerSecond < 1 || calls.isEmpty()) {
            throw new IllegalArgumentException("a load needs at least one request per second and one call");
        }
        return new Load(client, requestsPerSecond, calls);
    }

    /** Sends other calls from now on; requests under way are still judged by the call they belong to. */
    public void change(List<Call> newCalls) {
        calls = List.copyOf(newCalls);
    }

    /**
     * Waits until each connection that is idle now has been used once more. After a reload the old worker still answers the next request on
     * each of them, by the routing it knows, and closes it with that answer (HAProxy, "option idle-close-on-response").
     */
    public void awaitIdleConnectionsUsed(Duration limit) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        for (var connections : kept.values()) {
            long wanted = connections.takenWhenAllAreUsed();
            while (connections.taken() < wanted) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("idle connections of '%s' were not used again within %d s"
                            .formatted(client.name(), limit.toSeconds()));
                }
                Thread.sleep(10);
            }
        }
    }

    /** What has been counted so far. */
    public LoadReport report() {
        return tally.report();
    }

    /** Stops sending, waits for the answers that are still due, and tells what was counted. */
    public LoadReport stop() throws InterruptedException {
        isStopping = true;
        pacer.join();
        senders.shutdown();
        if (!senders.awaitTermination(3 * LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("requests are still under way long after their time-out");
        }
        kept.values().forEach(KeptConnections::close);
        return tally.report();
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
            long due = start + number * intervalNanos;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            // Pairs, so that every call is sent both ways.
            var call = calls.get((int) (number / 2 % calls.size()));
            boolean keepsConnection = number % 2 == 0;
            tally.sent();
            senders.execute(() -> send(call, keepsConnection, due));
        }
    }

    private void send(Call call, boolean keepsConnection, long due) {
        try {
            var answer = keepsConnection ? onKeptConnection(call.request()) : onFreshConnection(call.request());
            var failure = call.judge(answer);
            if (failure.isEmpty()) {
                tally.answered(call, answer.echo(), System.nanoTime() - due);
            } else {
                tally.failed(call, failure.get(), keepsConnection, answer.status() + " " + answer.body());
            }
        } catch (IOException e) {
            tally.failed(call, Failure.of(e), keepsConnection, e.getMessage());
        }
    }

    private Answer onFreshConnection(Request request) throws IOException {
        try (var connection = open(request)) {
            return connection.exchange(request, false, LIMIT);
        }
    }

    private Answer onKeptConnection(Request request) throws IOException {
        var address = new InetSocketAddress(request.address(), request.port());
        var connections = kept.computeIfAbsent(address, key -> new KeptConnections());
        var idle = connections.take();
        var connection = idle.isPresent() ? idle.get() : open(request);
        try {
            var answer = connection.exchange(request, true, LIMIT);
            if (answer.closesConnection()) {
                connection.close();
            } else {
                connections.giveBack(connection);
            }
            return answer;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private Connection open(Request request) throws IOException {
        tally.connected();
        return Connection.open(request.address(), request.port(), LIMIT);
    }
}
