package dev.pointsman.pipeline.haproxy.property;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.FleetOfOne;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.explain.Answer;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.resolve.reference.AddressScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For random routes and random requests, the real HAProxy chooses the backend that the specification chooses, from the definitions' text on.
 *
 * <p>{@code -Dpointsman.routing.pairs=100000} makes it as long as that many pairs of a request and a set of routes,
 * {@code -Dpointsman.routing.seed=N} repeats a run or tries another.
 */
@AsksHaproxy
class PrecedencePropertyTest {

    private static final int REQUESTS_PER_SET = 200;

    private static final String GRANT = """
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: ReferenceGrant
            metadata: {name: all, namespace: shop}
            spec:
              from:
                - {group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: a}
                - {group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop-b}
              to: [{group: "", kind: Service}]
            ---
            """;

    @TempDir
    Path directory;

    @Test
    void haproxy_chooses_as_the_specification_does() throws Exception {
        long seed = Long.getLong("pointsman.routing.seed", 20_260_101L);
        int sets = Math.ceilDiv(Integer.getInteger("pointsman.routing.pairs", 4_000), REQUESTS_PER_SET);
        List<EchoBackend> backends = new ArrayList<>();
        int matched = 0;
        try {
            for (int i = 0; i < RandomRoutes.RULES; i++) {
                backends.add(new EchoBackend("rule-" + i));
            }
            for (int set = 0; set < sets; set++) {
                matched += tryRoutes(new Random(seed + set), backends, seed + set);
            }
        } finally {
            for (EchoBackend backend : backends) {
                backend.close();
            }
        }
        // Otherwise the test would say nothing: it would only ever have seen 404.
        assertThat(matched).isBetween(sets * REQUESTS_PER_SET / 3, sets * REQUESTS_PER_SET * 99 / 100);
    }

    private int tryRoutes(Random random, List<EchoBackend> backends, long seed) throws Exception {
        RandomRoutes routes = RandomRoutes.draw(random);
        String documents = routes.documents(
                HaproxyProcess.freePort(),
                backends.stream().map(EchoBackend::endpoint).toList());
        Path place = Files.createDirectory(directory.resolve("set-" + seed));
        int matched = 0;
        Plan plan = compile(documents);
        try (HaproxyProcess haproxy = HaproxyProcess.start(plan, place)) {
            for (int i = 0; i < REQUESTS_PER_SET; i++) {
                RawRequest request = routes.request(random);
                Optional<Integer> expected = SpecificationMatcher.match(routes, request);
                RawRequest.Answer answer = haproxy.send(request);
                assertThat(answer.backend())
                        .as("seed %d, request%n%s%nof%n%s", seed, request.text(), documents)
                        .isEqualTo(expected.map(rule -> "rule-" + rule).orElse(""));
                assertThat(answer.status()).isEqualTo(expected.isPresent() ? 200 : 404);
                assertThat(backendOf(ExplainedRequest.answer(plan, request)))
                        .as("explained, seed %d, request%n%s%nof%n%s", seed, request.text(), documents)
                        .isEqualTo(expected.map(rule -> "shop/rule-" + rule + ":80")
                                .orElse(""));
                matched += expected.isPresent() ? 1 : 0;
            }
        }
        return matched;
    }

    private static String backendOf(Answer answer) {
        return answer instanceof Answer.Forwarded forwarded
                ? forwarded.shares().getFirst().backend().orElseThrow().toString()
                : "";
    }

    private static Plan compile(String documents) {
        DefinitionSet set = new DefinitionSet(
                List.of(new DefinitionFile("all.yaml", FleetOfOne.TEXT + GRANT + documents)), List.of());
        Compilation compilation =
                DefinitionCompiler.compile(set, CompileOptions.defaults().withScope(AddressScope.LOOPBACK_TOO));
        assertThat(compilation).as("%s", compilation.findings()).isInstanceOf(Compilation.Accepted.class);
        return ((Compilation.Accepted) compilation).plan();
    }
}
