package dev.pointsman.lab.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import dev.pointsman.lab.traffic.Client;
import dev.pointsman.lab.traffic.Load;
import dev.pointsman.lab.traffic.Request;
import dev.pointsman.lab.traffic.RoutingOracle;
import dev.pointsman.pipeline.plan.rule.Rule;

/** The second act: a header decides who answers, and a canary gets its share. */
public final class RouteRequests {
    private static final int REQUESTS_PER_SECOND = 500;
    private static final int CANARY_REQUESTS = 2_000;
    /** How many standard deviations a share may be off: chance alone does worse once in 15,000 runs. */
    private static final double TOLERANCE = 4;

    private RouteRequests() {}

    private record Sample(Rule rule, Request request) {}

    /** Sends a request for every rule, then many for a rule that divides them. */
    public static void play(Stage stage) throws IOException, DidNotHappen, InterruptedException {
        var client = stage.clients().firstEntry().getValue();
        header(stage, client);
        everyRule(stage, client);
        canary(stage, client);
    }

    private static void header(Stage stage, Client client) throws IOException, DidNotHappen {
        var with = sample(stage, rule -> !rule.match().headers().isEmpty());
        var header = with.rule().match().headers().getFirst();
        var without = new Request(
                with.request().address(),
                with.request().port(),
                with.request().method(),
                with.request().target(),
                Map.of("Host", with.request().headers().get("Host")));
        var withAnswer = answerers(stage, client, with.request());
        var withoutAnswer = answerers(stage, client, without);
        DidNotHappen.unless(
                !withAnswer.equals(withoutAnswer),
                "header '%s: %s' makes no difference: %s answers either way",
                header.name(),
                header.value(),
                withAnswer);
        stage.narrator().confirm("'%s' -> %s", with.request(), String.join(", ", withAnswer));
        stage.narrator().confirm("'%s' -> %s", without, String.join(", ", withoutAnswer));
    }

    private static void everyRule(Stage stage, Client client) throws IOException, DidNotHappen {
        var calls = stage.oracle().calls();
        for (var call : calls) {
            answerers(stage, client, call.request());
        }
        stage.narrator().confirm("each of the %d rules sends its requests where the plan says", calls.size());
    }

    private static void canary(Stage stage, Client client) throws IOException, DidNotHappen, InterruptedException {
        var sample = sample(stage, rule -> RoutingOracle.backends(rule).size() > 1);
        var call = stage.oracle().call(sample.request()).orElseThrow();
        try (var load = Load.start(client, REQUESTS_PER_SECOND, List.of(call))) {
            Thread.sleep(1000L * CANARY_REQUESTS / REQUESTS_PER_SECOND);
            var report = load.stop();
            DidNotHappen.unless(
                    report.failed() == 0, "requests went wrong: %s; the first:\n%s", report, report.firstMishaps());
            for (var target : sample.rule().targets()) {
                double expected = (double) target.weight() / sample.rule().totalWeight();
                long got = report.answers().getOrDefault(target.backend().toString(), 0L);
                double share = (double) got / report.succeeded();
                double tolerated = TOLERANCE * Math.sqrt(expected * (1 - expected) / report.succeeded());
                DidNotHappen.unless(
                        Math.abs(share - expected) <= tolerated,
                        "%s got %.1f %% of %d requests, expected %.1f %% (+- %.1f)",
                        target.backend(),
                        100 * share,
                        report.succeeded(),
                        100 * expected,
                        100 * tolerated);
                stage.narrator()
                        .confirm(
                                "%-24s %4d of %d requests: %.1f %% (told: %.0f %%)",
                                target.backend(), got, report.succeeded(), 100 * share, 100 * expected);
            }
        }
    }

    private static Set<String> answerers(Stage stage, Client client, Request request) throws IOException, DidNotHappen {
        var expected = stage.oracle().call(request).orElseThrow().expected();
        var answer = client.send(request);
        DidNotHappen.unless(
                answer.status() == 200, "'%s' was answered with %d, expected 200", request, answer.status());
        var backends = answer.echo().backends();
        DidNotHappen.unless(
                backends.stream().anyMatch(expected::contains),
                "'%s' was answered by %s, expected %s",
                request,
                backends,
                expected);
        return backends;
    }

    /** A request that is taken by a rule of this kind. */
    private static Sample sample(Stage stage, Predicate<Rule> kind) throws DidNotHappen {
        for (var call : stage.oracle().calls()) {
            Optional<Rule> rule = stage.oracle().rule(call.request());
            if (rule.filter(kind).isPresent()) {
                return new Sample(rule.get(), call.request());
            }
        }
        throw new DidNotHappen("the definitions have no rule of the kind that this act is about");
    }
}
