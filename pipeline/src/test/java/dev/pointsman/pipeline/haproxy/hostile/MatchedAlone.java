package dev.pointsman.pipeline.haproxy.hostile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One rule per value in one HAProxy, which is sent every value and, for each, values that differ by a character: exactly the value matches.
 */
abstract class MatchedAlone {

    static final String HOST = "Host: shop.example.com";

    @TempDir
    Path directory;

    static List<String> with(List<String> values, String... more) {
        List<String> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all;
    }

    /** What a value must not be mistaken for: itself with a character more, less, or in another case. */
    static Function<String, List<String>> different(List<String> values) {
        return value -> List.of(
                        value + "x",
                        "x" + value,
                        value.substring(0, value.length() - 1),
                        value.toUpperCase(),
                        value + value)
                .stream()
                .filter(other ->
                        !other.isEmpty() && !other.endsWith(" ") && !other.equals("/") && other.length() < 6_000)
                .filter(other -> values.stream().noneMatch(known -> known.equalsIgnoreCase(other)))
                .toList();
    }

    static String percentEncoded(String value) {
        return value.chars().mapToObj(c -> "%%%02X".formatted(c)).collect(Collectors.joining());
    }

    void eachMatchesItselfAlone(
            List<String> values,
            Function<String, RequestMatch> match,
            Function<String, RawRequest> request,
            Function<String, List<String>> others)
            throws Exception {
        try (Routes routes = new Routes(values.stream().map(match).toList())) {
            for (int i = 0; i < values.size(); i++) {
                String value = values.get(i);
                assertThat(routes.haproxy.send(request.apply(value)).backend())
                        .as(value)
                        .isEqualTo("backend-" + i);
                for (String other : others.apply(value)) {
                    assertThat(routes.haproxy.send(request.apply(other)).status())
                            .as("\"%s\" instead of \"%s\"", other, value)
                            .isEqualTo(404);
                }
            }
        }
    }

    /** One rule and one backend for each match, in a running HAProxy. */
    final class Routes implements AutoCloseable {

        private final List<EchoBackend> backends = new ArrayList<>();
        final HaproxyProcess haproxy;

        Routes(List<RequestMatch> matches) throws Exception {
            PlanFixture plan = new PlanFixture();
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < matches.size(); i++) {
                EchoBackend backend = new EchoBackend("backend-" + i);
                backends.add(backend);
                plan.backend("shop/b" + i, 80, backend.endpoint());
                rules.add(rule("shop/r" + i, 0, "*", matches.get(i), to("shop/b" + i, 80, 1)));
            }
            Rule[] all = rules.toArray(Rule[]::new);
            plan.entrypoint("127.0.0.1", HaproxyProcess.freePort(), listener("edge/web", "http", "*", all));
            haproxy = HaproxyProcess.start(plan.plan(), directory);
        }

        @Override
        public void close() throws Exception {
            haproxy.close();
            for (EchoBackend backend : backends) {
                backend.close();
            }
        }
    }
}
