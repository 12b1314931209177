package dev.pointsman.pipeline.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.routetest.Exchange;
import dev.pointsman.pipeline.routetest.RouteTest;
import dev.pointsman.pipeline.trial.backend.GeneratedBackends;
import dev.pointsman.pipeline.trial.client.Reply;
import dev.pointsman.pipeline.trial.client.TrialClient;

/** Plays routing tests on a real HAProxy, many at a time. */
public final class Trial {

    /** How many requests are under way at a time unless somebody says otherwise. */
    public static final int AT_ONCE = 64;

    /** The last log lines are written when their connections are gone; nobody says when that is. */
    private static final long LOG_SECONDS = 30;

    private final Plan plan;
    private final List<RouteTest> tests;
    private final Explainer explainer;
    private final int atOnce;

    private Trial(Plan plan, List<RouteTest> tests, int atOnce) {
        this.atOnce = atOnce;
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
     * @param progress is told how many tests have begun
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
            List<List<Observation>> observations = new Player(haproxy, client, backends, atOnce).play(tests, progress);
            TrialLog log = awaitLog(haproxy, observations);
            List<TrialReport.Result> results = new ArrayList<>();
            SortedMap<String, String> rules = rules();
            SortedMap<String, String> reached = new TreeMap<>();
            for (int i = 0; i < tests.size(); i++) {
                TrialReport.Result result = result(tests.get(i), observations.get(i), log.rules(Player.clientOf(i)));
                results.add(result);
                if (!result.misdirected()) {
                    log.rules(Player.clientOf(i)).stream()
                            .filter(rules::containsKey)
                            .forEach(rule -> reached.put(rule, rules.get(rule)));
                }
            }
            return new TrialReport(results, rules, reached, Duration.ofNanos(System.nanoTime() - start));
        }
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
                complete &= log.rules(Player.clientOf(i)).size() >= answered;
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
            if (won.isEmpty()) {
                differences.add(new Difference(
                        "log",
                        "a line about the request",
                        "none within " + LOG_SECONDS + " s: which rule took it is not known"));
            } else if (!explained.equals(rule)) {
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
}
