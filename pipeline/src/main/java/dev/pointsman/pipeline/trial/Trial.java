package dev.pointsman.pipeline.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import dev.pointsman.pipeline.certificate.Throwaway;
import dev.pointsman.pipeline.explain.Answer;
import dev.pointsman.pipeline.explain.Explainer;
import dev.pointsman.pipeline.explain.Explanation;
import dev.pointsman.pipeline.explain.Words;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.routetest.Exchange;
import dev.pointsman.pipeline.routetest.Expectation;
import dev.pointsman.pipeline.routetest.RouteTest;
import dev.pointsman.pipeline.trial.backend.GeneratedBackends;
import dev.pointsman.pipeline.trial.backend.Seen;
import dev.pointsman.pipeline.trial.client.Reply;
import dev.pointsman.pipeline.trial.client.TrialClient;

/** Plays routing tests on a real HAProxy, many at a time. */
public final class Trial {

    /** How many requests are under way at a time unless somebody says otherwise. */
    public static final int AT_ONCE = 64;

    /** The last log lines are written when their connections are gone; nobody says when that is. */
    private static final long LOG_SECONDS = 10;

    /** 100.64.0.0, the first of the block for which no client of a VPC has an address of its own (RFC 6598). */
    private static final int FIRST_CLIENT = 100 << 24 | 64 << 16;

    private final Plan plan;
    private final List<RouteTest> tests;
    private final Explainer explainer;
    private final Semaphore turns;

    private Trial(Plan plan, List<RouteTest> tests, int atOnce) {
        this.turns = new Semaphore(atOnce);
        this.plan = plan;
        this.tests = tests;
        this.explainer = new Explainer(plan);
    }

    /**
     * Plays the tests.
     *
     * @param haproxy the program
     * @param plan what is rendered
     * @param tests of this plan's Gateways
     * @param atOnce how many requests are under way at a time; at least 1
     * @param progress is told how many tests have ended, by any thread
     * @throws IOException when HAProxy does not serve the plan
     */
    public static TrialReport run(Path haproxy, Plan plan, List<RouteTest> tests, int atOnce, IntConsumer progress)
            throws IOException, InterruptedException {
        return new Trial(plan, tests, atOnce).run(haproxy, progress);
    }

    private TrialReport run(Path program, IntConsumer progress) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Throwaway shown = Throwaway.make();
        try (GeneratedBackends backends = GeneratedBackends.start(TrialPlan.backends(plan));
                TrialHaproxy haproxy = TrialHaproxy.start(program, TrialPlan.of(plan, backends, shown.chain()), shown);
                TrialClient client = new TrialClient(shown)) {
            Player player = new Player(haproxy, client, backends);
            List<List<Observation>> observations = player.play(progress);
            TrialLog log = awaitLog(haproxy, observations);
            List<TrialReport.Result> results = new ArrayList<>();
            SortedMap<String, String> rules = rules();
            SortedMap<String, String> reached = new TreeMap<>();
            for (int i = 0; i < tests.size(); i++) {
                TrialReport.Result result = result(tests.get(i), observations.get(i), log.rules(clientOf(i)));
                results.add(result);
                if (!result.misdirected()) {
                    log.rules(clientOf(i)).stream()
                            .filter(rules::containsKey)
                            .forEach(rule -> reached.put(rule, rules.get(rule)));
                }
            }
            return new TrialReport(results, rules, reached, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Sends what the tests ask. */
    private final class Player {
        private final TrialHaproxy haproxy;
        private final TrialClient client;
        private final GeneratedBackends backends;

        Player(TrialHaproxy haproxy, TrialClient client, GeneratedBackends backends) {
            this.haproxy = haproxy;
            this.client = client;
            this.backends = backends;
        }

        List<List<Observation>> play(IntConsumer progress) throws InterruptedException {
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
    }

    private static int requests(RouteTest test) {
        return test.expectation().answerer() instanceof Expectation.Shares shares ? shares.requests() : 1;
    }

    private static String clientOf(int test) {
        int address = FIRST_CLIENT + 1 + test;
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    private TrialLog awaitLog(TrialHaproxy haproxy, List<List<Observation>> observations)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            TrialLog log = TrialLog.read(haproxy.logged());
            boolean complete = true;
            for (int i = 0; i < observations.size(); i++) {
                long answered = observations.get(i).stream()
                        .filter(observation -> !(observation.reply() instanceof Reply.Ended))
                        .count();
                complete &= log.rules(clientOf(i)).size() >= answered;
            }
            if (complete || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LOG_SECONDS)) {
                return log;
            }
            Thread.sleep(10);
        }
    }

    private TrialReport.Result result(RouteTest test, List<Observation> observations, List<String> won) {
        List<Difference> differences = new ArrayList<>(Judge.judge(test.expectation(), observations));
        Optional<String> rule = won.stream().findFirst().filter(name -> !name.isEmpty());
        Optional<Answer> planned = test.exchange() instanceof Exchange.OfRequest request
                ? Optional.of(explainer.answer(request.entrypoint(), request.request()))
                : Optional.empty();
        Observation first = observations.getFirst();
        boolean misdirected =
                planned.filter(Answer.Misdirected.class::isInstance).isPresent();
        // A request that is misdirected or malformed is refused whatever rule would have taken it.
        boolean comparable = first.reply() instanceof Reply.Answered answered && answered.status() != 400;
        if (planned.isPresent() && comparable && !misdirected) {
            Optional<String> explained = planned.get().winner().map(Rule::name).map(RuleName::toString);
            if (!explained.equals(rule)) {
                differences.add(new Difference(
                        "explanation",
                        "rule " + explained.orElse("none") + " to take it",
                        "rule " + rule.orElse("none")
                                + ". HAProxy and the plan disagree: this is a defect of Pointsman, please report it"));
            }
        }
        return new TrialReport.Result(
                test, first.words(), rule, misdirected, explanation(test, differences), differences);
    }

    /** Only of a test that failed: with a thousand tests of a thousand rules, explanations would take longer than the requests. */
    private Optional<Explanation> explanation(RouteTest test, List<Difference> differences) {
        return !differences.isEmpty() && test.exchange() instanceof Exchange.OfRequest request
                ? Optional.of(explainer.explain(request.entrypoint(), request.request()))
                : Optional.empty();
    }

    private SortedMap<String, String> rules() {
        SortedMap<String, String> rules = new TreeMap<>();
        for (Entrypoint entrypoint : plan.entrypoints()) {
            for (Listener listener : entrypoint.listeners()) {
                listener.rules().forEach(rule -> rules.putIfAbsent(rule.name().toString(), Words.of(rule)));
            }
        }
        for (StreamEntrypoint stream : plan.streams()) {
            stream.listeners()
                    .forEach(listener -> listener.rules()
                            .forEach(rule -> rules.putIfAbsent(
                                    rule.name().toString(),
                                    "connections to port " + stream.port() + ", " + Words.of(rule.host()))));
        }
        return rules;
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
