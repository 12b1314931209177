package dev.pointsman.pipeline.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.conformance.Outcome.Verdict;
import dev.pointsman.pipeline.conformance.backend.Backends;
import dev.pointsman.pipeline.conformance.cluster.Addresses;
import dev.pointsman.pipeline.conformance.cluster.Certificates;
import dev.pointsman.pipeline.conformance.cluster.Cluster;
import dev.pointsman.pipeline.conformance.cluster.Normalization;
import dev.pointsman.pipeline.conformance.step.Attempts;
import dev.pointsman.pipeline.conformance.step.Steps;
import dev.pointsman.pipeline.conformance.step.World;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * The Gateway API's conformance suite: every case of the folder {@code -Dpointsman.conformance=DIR}, played on a real HAProxy.
 *
 * <p>A core case must pass. Of the others {@code expectations.yaml} says which must and which cannot; one that passes unexpectedly fails,
 * so that the list stays true. The results are printed, and written to {@code target/conformance-2.6.md} or whatever the version.
 */
@AsksHaproxy
class ConformanceTest {

    private static final Path PROJECT = Path.of(System.getProperty("pointsman.project"));
    private static final Path EXPECTATIONS =
            PROJECT.resolve("pipeline/src/test/resources/conformance/expectations.yaml");
    private static final String ONLY = System.getProperty("pointsman.conformance.only", "");

    private static final ConformanceFolder FOLDER = ConformanceFolder.configured();
    private static final ResultTable RESULTS = new ResultTable();
    private static final Addresses ADDRESSES = new Addresses();

    private static Vertx vertx;
    private static Certificates certificates;
    private static Backends backends;
    private static Expectations expectations;

    @TempDir
    private static Path temporary;

    @BeforeAll
    static void startBackends() throws Exception {
        ProgramUnderTest.skipUnless(
                FOLDER.isThere(), "there is no folder " + FOLDER.root() + " with conformance cases");
        ProgramUnderTest.HAPROXY.require();
        expectations = Expectations.read(EXPECTATIONS);
        certificates = Certificates.generate(FOLDER.certificates());
        vertx = Vertx.vertx();
        backends = Backends.start(vertx, FOLDER.backends(), certificates, ADDRESSES);
    }

    @AfterAll
    static void stopBackendsAndReport() throws Exception {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            String version = ProgramUnderTest.run(ProgramUnderTest.HAPROXY.path(), "-v")
                    .output()
                    .lines()
                    .findFirst()
                    .orElse("")
                    .replaceAll(" http.*", "");
            String table = RESULTS.markdown(version);
            Files.createDirectories(PROJECT.resolve("target"));
            Files.writeString(PROJECT.resolve("target/conformance-" + series(version) + ".md"), table);
            System.out.println(table);
        }
    }

    /** For instance "3.0" of "HAProxy version 3.0.11-1". */
    private static String series(String version) {
        return version.replaceFirst("^\\D*(\\d+\\.\\d+).*$", "$1");
    }

    @TestFactory
    Stream<DynamicTest> everyCaseGoesAsExpected() throws IOException {
        List<ConformanceCase> cases =
                FOLDER.cases().stream().filter(one -> one.name().contains(ONLY)).toList();
        assertThat(cases).as("conformance cases in " + FOLDER.root()).isNotEmpty();
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> judge(one)));
    }

    private static void judge(ConformanceCase one) {
        Optional<String> unsupported = expectations.whyUnsupported(one);
        Optional<String> failure =
                failure(one, unsupported.isPresent() ? Attempts.OF_WHAT_IS_NOT_CLAIMED : Attempts.OF_WHAT_MUST_PASS);
        Verdict verdict =
                failure.isEmpty() ? Verdict.PASSED : unsupported.isPresent() ? Verdict.UNSUPPORTED : Verdict.FAILED;
        String known = expectations.failing().get(one.name());
        RESULTS.add(new Outcome(
                one,
                verdict,
                failure.map(text -> unsupported.orElse(known == null ? text : known))
                        .orElse("")));
        if (failure.isEmpty()) {
            boolean unexpected =
                    known != null || unsupported.isPresent() && one.without().isEmpty();
            assertThat(unexpected)
                    .as("%s passes, which the list does not know: correct %s", one.name(), EXPECTATIONS)
                    .isFalse();
        } else if (unsupported.isPresent()) {
            throw new TestAbortedException("unsupported: " + unsupported.get());
        } else if (one.extended() && !expectations.passing().contains(one.name())) {
            throw new TestAbortedException(known == null ? failure.get() : known);
        } else {
            fail(failure.get());
        }
    }

    /** Plays a case; says why it failed. */
    private static Optional<String> failure(ConformanceCase one, Attempts attempts) {
        int number = 0;
        try (Product product = new Product(Files.createTempDirectory(temporary, "node"), certificates)) {
            World world = world(one, product, attempts);
            for (JsonObject step : one.steps()) {
                number++;
                play(step, world);
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception | AssertionError e) {
            String name = number == 0 ? "" : one.steps().get(number - 1).getString("name", "");
            return Optional.of("step " + number + (name.isEmpty() ? "" : " (" + name + ")") + ": "
                    + (e instanceof AssertionError ? e.getMessage() : e.toString()));
        }
    }

    private static void play(JsonObject step, World world) throws Exception {
        try {
            Steps.play(step, world);
        } catch (AssertionError failure) {
            throw new AssertionError(failure.getMessage() + world.product().logged(), failure);
        }
    }

    private static World world(ConformanceCase one, Product product, Attempts attempts) throws IOException {
        Cluster cluster = new Cluster(new Normalization(ADDRESSES));
        Set<String> manifests = new HashSet<>(one.manifests());
        manifests.add("base.yaml");
        FleetResources.of(ADDRESSES).forEach(cluster::create);
        for (JsonObject resource : FOLDER.manifest("base.yaml")) {
            cluster.create(resource);
        }
        GeneratedResources.of(certificates).forEach(cluster::create);
        backends.endpointSlices(manifests).forEach(cluster::create);
        for (String manifest : one.manifests()) {
            for (JsonObject resource : FOLDER.manifest(manifest)) {
                cluster.create(resource);
            }
        }
        product.apply(cluster);
        return new World(cluster, product, backends, certificates, vertx, Map.of(), attempts);
    }
}
