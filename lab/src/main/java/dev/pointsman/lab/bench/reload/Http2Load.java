package dev.pointsman.lab.bench.reload;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

import dev.pointsman.lab.linux.Namespace;

/**
 * A steady stream of HTTP/2 requests over TLS, on some connections that stay.
 *
 * <p>They are POST requests, which the client sends again only when the server has said that it did not look at them (a GOAWAY frame
 * names the last one that it did; RFC 9113 section 6.8), so that nothing which is lost is repaired in silence.
 */
final class Http2Load implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<HttpClient> clients = new ArrayList<>();
    private final ExecutorService threads;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<?>> underWay = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final long intervalNanos;
    private final Thread pacer;
    private volatile boolean isStopping;

    private Http2Load(Namespace machine, SSLContext trust, int requestsPerSecond) throws IOException {
        this.threads = Executors.newCachedThreadPool(machine.threads("http2"));
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / requestsPerSecond;
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            clients.add(machine.call(() -> HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_2)
                    .sslContext(trust)
                    .connectTimeout(LIMIT)
                    .executor(threads)
                    .build()));
        }
        this.pacer = machine.threads("http2-pacer").newThread(this::pace);
    }

    static Http2Load start(Namespace machine, SSLContext trust, int requestsPerSecond) throws IOException {
        Http2Load load = new Http2Load(machine, trust, requestsPerSecond);
        load.pacer.start();
        return load;
    }

    private void pace() {
        long start = System.nanoTime();
        for (int number = 0; !isStopping; number++) {
            long due = start + number * intervalNanos;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            send(clients.get(number % CONNECTIONS), number);
        }
    }

    private void send(HttpClient client, int number) {
        sent.incrementAndGet();
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "https://%s:%d/item/%d".formatted(ChangingDefinitions.VIP, ChangingDefinitions.HTTPS, number)))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString("item " + number))
                .build();
        CompletableFuture<?> answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((response, failure) -> {
                    judge(response, failure);
                    return null;
                });
        underWay.add(answer);
        underWay.removeIf(CompletableFuture::isDone);
    }

    private void judge(HttpResponse<String> response, Throwable failure) {
        if (failure != null) {
            fail(failure.toString());
        } else if (response.statusCode() != 200) {
            fail("status " + response.statusCode());
        } else if (response.version() != HttpClient.Version.HTTP_2) {
            fail("answered by " + response.version());
        }
    }

    private void fail(String reason) {
        failed.incrementAndGet();
        if (failures.size() < 20) {
            failures.add(reason);
        }
    }

    /** Stops sending and waits for the answers that are due. */
    void stop() throws InterruptedException {
        isStopping = true;
        pacer.join();
        underWay.forEach(CompletableFuture::join);
    }

    long sent() {
        return sent.get();
    }

    long failed() {
        return failed.get();
    }

    /** The first of them. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        isStopping = true;
        clients.forEach(HttpClient::shutdownNow);
        threads.shutdownNow();
    }
}
