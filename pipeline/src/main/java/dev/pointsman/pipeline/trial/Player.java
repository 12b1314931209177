package dev.pointsman.pipeline.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.routetest.Exchange;
import dev.pointsman.pipeline.routetest.Expectation;
import dev.pointsman.pipeline.routetest.RouteTest;
import dev.pointsman.pipeline.trial.backend.GeneratedBackends;
import dev.pointsman.pipeline.trial.backend.Seen;
import dev.pointsman.pipeline.trial.client.Reply;
import dev.pointsman.pipeline.trial.client.TrialClient;

/** Sends what tests ask to HAProxy, many at a time, and keeps what came back. */
final class Player {

    /** 100.64.0.0, the first of the block for which no client of a VPC has an address of its own (RFC 6598). */
    private static final int FIRST_CLIENT = 100 << 24 | 64 << 16;

    private final Semaphore turns;
    private final TrialHaproxy haproxy;
    private final TrialClient client;
    private final GeneratedBackends backends;

    /** @param atOnce how many requests are under way at a time; at least 1 */
    Player(TrialHaproxy haproxy, TrialClient client, GeneratedBackends backends, int atOnce) {
        this.turns = new Semaphore(atOnce);
        this.haproxy = haproxy;
        this.client = client;
        this.backends = backends;
    }

    /**
     * Plays all tests; returns what was seen of each, one observation for each of its requests.
     *
     * @param progress is told how many tests have begun
     */
    List<List<Observation>> play(List<RouteTest> tests, IntConsumer progress) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<List<Future<Observation>>> running = new ArrayList<>();
            for (int i = 0; i < tests.size(); i++) {
                List<Future<Observation>> own = new ArrayList<>();
                RouteTest test = tests.get(i);
                String address = clientOf(i);
                for (int n = requests(test); n > 0; n--) {
                    turns.acquire();
                    own.add(threads.submit(() -> {
                        try {
                            return observe(test.exchange(), address);
                        } finally {
                            turns.release();
                        }
                    }));
                }
                running.add(own);
                progress.accept(i + 1);
            }
            List<List<Observation>> observations = new ArrayList<>();
            for (List<Future<Observation>> own : running) {
                List<Observation> of = new ArrayList<>();
                for (Future<Observation> one : own) {
                    of.add(one.get());
                }
                observations.add(of);
            }
            return observations;
        } catch (ExecutionException defect) {
            throw new IllegalStateException("a test could not be played", defect.getCause());
        }
    }

    private Observation observe(Exchange exchange, String address) {
        return switch (exchange) {
            case Exchange.OfRequest request -> {
                Entrypoint entrypoint = request.entrypoint();
                Reply reply = client.send(
                        to(address, entrypoint.address(), entrypoint.port()),
                        request.request(),
                        entrypoint.isTls(),
                        request.clientCertificate());
                yield new Observation(reply, seen(reply));
            }
            case Exchange.OfConnection connection -> {
                StreamEntrypoint stream = connection.entrypoint();
                TrialClient.Destination to = to(address, stream.address(), stream.port());
                Reply reply = switch (stream.transport()) {
                    case TCP -> client.greet(to);
                    case TLS_PASSED_THROUGH -> client.greetThroughTls(to, connection.serverName());
                    case TLS_ENDED -> client.greetSecurely(to, connection.serverName());
                    case TLS_BY_LISTENER ->
                        endsFor(stream, connection.serverName().orElse(""))
                                ? client.greetSecurely(to, connection.serverName())
                                : client.greetThroughTls(to, connection.serverName());
                };
                yield new Observation(reply, Optional.empty());
            }
        };
    }

    private TrialClient.Destination to(String client, String address, int port) {
        return new TrialClient.Destination(haproxy.socket(address, port), client, address, port);
    }

    private Optional<Seen> seen(Reply reply) {
        return reply instanceof Reply.Answered answered
                ? answered.values(GeneratedBackends.REQUEST_HEADER).stream()
                        .findFirst()
                        .flatMap(backends::take)
                : Optional.empty();
    }

    private static int requests(RouteTest test) {
        return test.expectation().answerer() instanceof Expectation.Shares shares ? shares.requests() : 1;
    }

    /** The address that the requests of a test come from: by it HAProxy's log tells them apart. */
    static String clientOf(int test) {
        int address = FIRST_CLIENT + 1 + test;
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    /** Whether TLS ends here for that server name; the most specific listener stands first. */
    private static boolean endsFor(StreamEntrypoint stream, String serverName) {
        return stream.listeners().stream()
                .filter(listener -> serverName.isEmpty()
                        ? listener.host() instanceof HostMatch.Any
                        : listener.host().covers(new HostMatch.Exact(serverName)))
                .findFirst()
                .map(StreamListener::endsTls)
                .orElse(false);
    }
}
