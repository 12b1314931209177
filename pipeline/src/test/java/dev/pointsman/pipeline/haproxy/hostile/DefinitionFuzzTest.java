package dev.pointsman.pipeline.haproxy.hostile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.FleetOfOne;
import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.certificate.TestAuthority;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.haproxy.HaproxyRenderer;
import dev.pointsman.pipeline.haproxy.Stamp;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever stands in a text of the definitions: it ends in findings, or in a configuration that HAProxy accepts and that listens where it
 * should and nowhere else.
 *
 * <p>Every text of definitions that have them all is spoilt by what could end a word, a line or a file: by each value in turn, and by
 * several at random. {@code -Dpointsman.fuzz.documents=N} tries more of the latter, {@code -Dpointsman.routing.seed=N} others.
 */
@AsksHaproxy
class DefinitionFuzzTest {

    private static final Set<String> SECTIONS = Set.of("global", "defaults", "frontend", "backend");

    /** Fields that take nearly any text: there the poison gets through to HAProxy. */
    private static final Set<String> FREE =
            Set.of("value", "replaceFullPath", "path", "header", "cookie", "exposeHeaders");

    @TempDir
    Path directory;

    private final Set<String> accepted = new HashSet<>();

    @Test
    void definitions_are_spoilt_at_random() throws Exception {
        ProgramUnderTest.HAPROXY.require();
        int documents = Integer.getInteger("pointsman.fuzz.documents", 250);
        Random random = new Random(Long.getLong("pointsman.routing.seed", 20_260_101L));
        int taken = 0;
        for (int i = 0; i < documents; i++) {
            JsonObject definitions = WholeDefinitions.make();
            List<Poison.Place> places = Poison.places(definitions).stream()
                    .filter(place -> FREE.contains(place.name()) || random.nextInt(4) == 0)
                    .toList();
            for (int spoilt = random.nextInt(2); spoilt >= 0; spoilt--) {
                Poison.Place place = places.get(random.nextInt(places.size()));
                place.put().accept(Poison.spoilt(place.text(), random));
            }
            if (endsWell(definitions)) {
                taken++;
            }
        }
        // Otherwise nothing would have been shown of HAProxy.
        assertThat(taken).isGreaterThan(documents / 20);
    }

    /**
     * In its place or after it, in turn. Those of requests' rules have tests of their own, which send requests: {@link HostileValuesTest},
     * {@link HostilePathsTest}, {@link HostileTreatmentsTest}.
     */
    @Test
    void every_other_text_is_spoilt_by_every_value() throws Exception {
        ProgramUnderTest.HAPROXY.require();
        JsonObject definitions = WholeDefinitions.make();
        assertThat(endsWell(definitions)).as("as they are").isTrue();
        int turn = 0;
        for (Poison.Place place : Poison.places(definitions)) {
            if (!place.path().startsWith(WholeDefinitions.HTTP_ROUTE)) {
                for (String poison : FREE.contains(place.name()) ? Poison.VALUES : Poison.WORST) {
                    place.put().accept(turn++ % 2 == 0 ? poison : place.text() + poison);
                    endsWell(definitions);
                }
                place.put().accept(place.text());
            }
        }
        assertThat(endsWell(definitions)).as("as they are again").isTrue();
    }

    /** Whether the definitions are accepted; fails when they are neither refused with a finding nor served as they should be. */
    private boolean endsWell(JsonObject definitions) throws Exception {
        String text = FleetOfOne.TEXT
                + definitions.getJsonArray("resources").stream()
                        .map(resource -> ((JsonObject) resource).encode())
                        .collect(Collectors.joining("\n---\n"));
        Compilation compilation =
                DefinitionCompiler.compile(new DefinitionSet(List.of(new DefinitionFile("all.yaml", text)), List.of()));
        if (compilation instanceof Compilation.Accepted taken) {
            requireSound(taken.plan(), text);
            return true;
        }
        assertThat(compilation.findings()).as(text).isNotEmpty();
        return false;
    }

    private void requireSound(Plan plan, String text) throws Exception {
        NodeLayout layout = new NodeLayout(directory);
        Map<String, String> files = HaproxyRenderer.render(plan, Stamp.BLANK, layout);
        if (!accepted.add(files.toString())) {
            return;
        }
        TestAuthority.installThrowaways(plan, layout);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        Path configuration = directory.resolve(HaproxyRenderer.CONFIGURATION_FILE);
        ProgramUnderTest.Outcome outcome =
                ProgramUnderTest.run(ProgramUnderTest.HAPROXY.path(), "-c", "-f", configuration.toString());
        assertThat(outcome.exitCode()).as("%s%nof%n%s", outcome.output(), text).isZero();
        List<String> lines = Files.readString(configuration).lines().toList();
        assertThat(lines.stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("bind "))
                        .map(line -> line.split(" ")[1]
                                .replace(layout.runtime().toString(), "")
                                // The address itself may become another one.
                                .replace(plan.addresses().first(), WholeDefinitions.ADDRESS)))
                .as(text)
                .containsExactlyInAnyOrderElementsOf(WholeDefinitions.BINDS);
        assertThat(lines.stream().filter(line -> line.matches("[^ #].*")).map(line -> line.split(" ")[0]))
                .as(text)
                .allMatch(SECTIONS::contains)
                .filteredOn("frontend"::equals)
                .hasSameSizeAs(WholeDefinitions.BINDS);
    }
}
