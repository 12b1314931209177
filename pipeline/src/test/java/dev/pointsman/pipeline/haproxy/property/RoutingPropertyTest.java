package dev.pointsman.pipeline.haproxy.property;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.pipeline.plan.PlanFixture.host;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * For random rules and random requests, the real HAProxy chooses the rule that a plain reading of the plan chooses.
 *
 * <p>Everything is drawn from few values that are easily mistaken for each other, so that most requests come close to several rules.
 * It takes rules in any order, also in such as no routes give; see {@link PrecedencePropertyTest} for which order they have.
 * {@code -Dpointsman.routing.seed=N} repeats a run or tries another, {@code -Dpointsman.routing.pairs=N} makes it as long as that many pairs
 * of a request and a set of rules.
 */
@AsksHaproxy
class RoutingPropertyTest {

    private static final int REQUESTS_PER_SET = 200;
    private static final int MOST_RULES = 24;

    private static final List<String> HOSTS = List.of(
            "shop.example.com", "*.example.com", "*.x.example.com", "a.x.example.com", "example.com", "*.com", "*");
    private static final List<String> SENT_HOSTS = List.of(
            "shop.example.com",
            "SHOP.example.com:80",
            "a.example.com",
            "a.x.example.com.",
            "b.x.example.com",
            "x.example.com",
            "example.com",
            "example.com.",
            "example.org",
            "10.0.0.1:8080",
            "xexample.com");
    private static final List<String> PATHS =
            List.of("/", "/a", "/a/b", "/a/b/c", "/A", "/ab", "/a'b", "/a%20b", "/a/%62", "/a//b", "/a,b", "/a;b");
    private static final List<String> SENT_PATHS = List.of(
            "/", "/a", "/a/", "/a/b", "/a/b/", "/a/b/c", "/a/b/cd", "/A", "/ab", "/abc", "/a'b", "/a'b/c", "/a%20b",
            "/a%20B", "/a/%62", "/a//b", "//a", "/a,b", "/a;b", "/a.", "/a/../b");
    private static final List<String> METHODS = List.of("", "", "", "GET", "POST", "PURGE");
    private static final List<String> SENT_METHODS = List.of("GET", "GET", "POST", "PURGE", "DELETE");
    private static final List<String> HEADER_NAMES = List.of("x-version", "x-version-2", "x'y");
    private static final List<String> HEADER_VALUES =
            List.of("v1", "v2", "V2", "v1,v2", "v1, v2", "a b", "'", "\"v2\"", "v1 -i v2", "#");
    private static final List<String> SENT_HEADER_NAMES =
            List.of("X-Version", "x-version", "X-VERSION-2", "x'y", "x-versio");
    private static final List<String> SENT_HEADER_VALUES = List.of(
            "v1", "v2", "V2", "v1,v2", "v1, v2", "v2,v1", " v2 ", "", "a b", "a  b", "'", "\"v2\"", "v1 -i v2", "#");
    private static final List<String> PARAMETER_NAMES = List.of("v", "V", "v'", "a&b");
    private static final List<String> PARAMETER_VALUES = List.of("1", "2", "a b", "a+b", "a=b", "1&2", "'", "x;v");
    private static final List<String> SENT_PARAMETERS = List.of(
            "v=1", "v=2", "v=%32", "%76=2", "V=1", "v'=1", "v%27=2", "a%26b=1", "a&b=1", "v=a+b", "v=a%20b", "v=a%2bb",
            "v=a=b", "v=a%3Db", "v=1%262", "v=1&2", "v=", "v", "", "w=1", "v='", "v=%27", "v=x;v", "v=x;v=1", "vv=1");

    @TempDir
    Path directory;

    @Test
    void haproxy_chooses_as_the_plan_reads() throws Exception {
        long seed = Long.getLong("pointsman.routing.seed", 20_260_101L);
        int sets = Math.ceilDiv(Integer.getInteger("pointsman.routing.pairs", 4_000), REQUESTS_PER_SET);
        List<EchoBackend> backends = new ArrayList<>();
        int matched = 0;
        try {
            for (int i = 0; i < MOST_RULES; i++) {
                backends.add(new EchoBackend("rule-" + i));
            }
            for (int set = 0; set < sets; set++) {
                matched += tryRuleSet(new Random(seed + set), backends, seed + set);
            }
        } finally {
            for (EchoBackend backend : backends) {
                backend.close();
            }
        }
        // Otherwise the test would say nothing: it would only ever have seen 404.
        assertThat(matched).isBetween(sets * REQUESTS_PER_SET / 3, sets * REQUESTS_PER_SET * 99 / 100);
    }

    private int tryRuleSet(Random random, List<EchoBackend> backends, long seed) throws Exception {
        Plan plan = randomPlan(random, backends);
        Path place = Files.createDirectory(directory.resolve("set-" + seed));
        int matched = 0;
        try (HaproxyProcess haproxy = HaproxyProcess.start(plan, place)) {
            for (int i = 0; i < REQUESTS_PER_SET; i++) {
                RawRequest request = random.nextInt(3) == 0
                        ? randomRequest(random)
                        : nearMissOrHit(random, plan.entrypoints().getFirst());
                Optional<Rule> expected =
                        ReferenceMatcher.match(plan.entrypoints().getFirst(), request);
                RawRequest.Answer answer = haproxy.send(request);
                assertThat(answer.backend())
                        .as("seed %d, request%n%s", seed, request.text())
                        .isEqualTo(expected.map(rule -> "rule-" + rule.name().index())
                                .orElse(""));
                assertThat(answer.status()).isEqualTo(expected.isPresent() ? 200 : 404);
                assertThat(ExplainedRequest.answer(plan, request).winner())
                        .as("explained, seed %d, request%n%s", seed, request.text())
                        .isEqualTo(expected);
                matched += expected.isPresent() ? 1 : 0;
            }
        }
        return matched;
    }

    /** One to three listeners of one entrypoint, most specific first; the rule's index is its backend's number. */
    private static Plan randomPlan(Random random, List<EchoBackend> backends) throws IOException {
        PlanFixture plan = new PlanFixture();
        IntStream.range(0, MOST_RULES)
                .forEach(i -> plan.backend("shop/rule-" + i, 80, backends.get(i).endpoint()));
        List<String> hosts = new ArrayList<>(List.of("shop.example.com", "*.x.example.com", "*.example.com", "*"));
        while (hosts.size() > 1 + random.nextInt(3)) {
            hosts.remove(random.nextInt(hosts.size()));
        }
        List<Listener> listeners = new ArrayList<>();
        int number = 0;
        for (int i = 0; i < hosts.size(); i++) {
            List<Rule> rules = new ArrayList<>();
            int count = random.nextInt(1 + MOST_RULES / hosts.size());
            for (int j = 0; j < count; j++) {
                rules.add(new Rule(
                        new RuleName(new ResourceName("shop", "route"), number),
                        host(random.nextInt(3) > 0 ? "*" : pick(random, HOSTS)),
                        randomMatch(random),
                        List.of(to("shop/rule-" + number++, 80, 1))));
            }
            listeners.add(new Listener(new ResourceName("edge", "web"), "l" + i, host(hosts.get(i)), List.of(), rules));
        }
        return plan.entrypoint("127.0.0.1", HaproxyProcess.freePort(), listeners.toArray(Listener[]::new))
                .plan();
    }

    private static RequestMatch randomMatch(Random random) {
        String path = random.nextInt(3) == 0 ? "/" : pick(random, PATHS);
        List<HeaderMatch> headers = new ArrayList<>();
        List<QueryParameterMatch> parameters = new ArrayList<>();
        for (String name : HEADER_NAMES) {
            if (random.nextInt(5) == 0) {
                headers.add(new HeaderMatch(name, pick(random, HEADER_VALUES)));
            }
        }
        for (String name : PARAMETER_NAMES) {
            if (random.nextInt(8) == 0) {
                parameters.add(new QueryParameterMatch(name, pick(random, PARAMETER_VALUES)));
            }
        }
        return new RequestMatch(
                random.nextBoolean() ? new PathMatch.Exact(path) : new PathMatch.Prefix(path),
                pick(random, METHODS),
                headers,
                parameters);
    }

    private static RawRequest randomRequest(Random random) {
        List<String> headers = new ArrayList<>(List.of("Host: " + pick(random, SENT_HOSTS), "Content-Length: 0"));
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.add(pick(random, SENT_HEADER_NAMES) + ":" + (random.nextBoolean() ? " " : "")
                    + pick(random, SENT_HEADER_VALUES));
        }
        StringBuilder target = new StringBuilder(pick(random, SENT_PATHS));
        int parameters = random.nextInt(4);
        for (int i = 0; i < parameters; i++) {
            target.append(i == 0 ? '?' : '&').append(pick(random, SENT_PARAMETERS));
        }
        return new RawRequest(pick(random, SENT_METHODS), target.toString(), headers);
    }

    /** A request that meets one of the rules, often spoilt or adorned by what another request would hold. */
    private static RawRequest nearMissOrHit(Random random, Entrypoint entrypoint) {
        Listener listener =
                entrypoint.listeners().get(random.nextInt(entrypoint.listeners().size()));
        RawRequest other = randomRequest(random);
        if (listener.rules().isEmpty()) {
            return other;
        }
        Rule rule = listener.rules().get(random.nextInt(listener.rules().size()));
        List<String> headers = new ArrayList<>();
        headers.add(
                random.nextInt(8) == 0 ? other.headers().getFirst() : "Host: " + hostFor(rule.host(), listener.host()));
        headers.add("Content-Length: 0");
        rule.match().headers().forEach(header -> headers.add(header.name() + ": " + header.value()));
        if (random.nextInt(4) == 0) {
            headers.addAll(other.headers().subList(2, other.headers().size()));
        }
        if (random.nextInt(8) == 0 && headers.size() > 2) {
            headers.removeLast();
        }
        String path = rule.match().path().value();
        List<String> parameters = new ArrayList<>(rule.match().queryParameters().stream()
                .map(parameter -> URLEncoder.encode(parameter.name(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8))
                .toList());
        if (random.nextInt(3) == 0) {
            parameters.add(random.nextInt(parameters.size() + 1), pick(random, SENT_PARAMETERS));
        }
        String target = (random.nextInt(6) == 0 ? path + pick(random, SENT_PATHS) : path)
                + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
        String method = rule.match().method().isEmpty() || random.nextInt(8) == 0
                ? other.method()
                : rule.match().method();
        return new RawRequest(method, target, headers);
    }

    private static String hostFor(HostMatch rule, HostMatch listener) {
        return switch (rule) {
            case HostMatch.Exact exact -> exact.name();
            case HostMatch.Wildcard wildcard -> "y." + wildcard.suffix();
            case HostMatch.Any ignored ->
                listener instanceof HostMatch.Any ? "example.org" : hostFor(listener, new HostMatch.Any());
        };
    }

    private static String pick(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
