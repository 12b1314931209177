package dev.pointsman.pipeline.compile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.pointsman.pipeline.finding.Severity;
import dev.pointsman.pipeline.plan.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for all definitions; each case is made from its seed, which a failure prints. */
class CompilePropertiesTest {

    /** Few in every build; more by {@code -Dpointsman.cases=5000}. */
    private static final int CASES = Integer.getInteger("pointsman.cases", 60);

    private static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(CASES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfFilesAndDocumentsChangesNothing(long seed) {
        Random random = new Random(seed);
        List<String> documents = RandomDefinitions.documents(random);
        Plan plan = plan(oneFile(documents));
        for (int i = 0; i < 3; i++) {
            Collections.shuffle(documents, random);
            assertThat(plan(inFiles(documents, random))).isEqualTo(plan);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void compilingTwiceGivesTheSame(long seed) {
        DefinitionSet set = oneFile(RandomDefinitions.documents(new Random(seed)));

        assertThat(DefinitionCompiler.compile(set)).isEqualTo(DefinitionCompiler.compile(set));
    }

    /** Whatever is in the files: a verdict, never an exception, and findings only with places in those files. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedDefinitionsEndInAVerdict(long seed) throws IOException {
        Random random = new Random(seed);
        List<DefinitionFile> example = DefinitionFolder.read(
                        Path.of(System.getProperty("pointsman.project"), "lb-definitions"))
                .files();
        for (int i = 0; i < 8; i++) {
            List<DefinitionFile> damaged = new ArrayList<>(example);
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                int at = random.nextInt(damaged.size());
                DefinitionFile file = damaged.get(at);
                damaged.set(at, new DefinitionFile(file.path(), Damage.to(file.text(), random)));
            }
            Compilation verdict = DefinitionCompiler.compile(new DefinitionSet(damaged, List.of()));
            List<String> paths =
                    new ArrayList<>(damaged.stream().map(DefinitionFile::path).toList());
            paths.add(".");
            assertThat(verdict.findings())
                    .allMatch(finding -> paths.contains(finding.place().file()))
                    .allMatch(finding -> finding.toString().lines().count() == 1);
            if (verdict instanceof Compilation.Accepted) {
                assertThat(verdict.findings()).noneMatch(finding -> finding.severity() == Severity.ERROR);
            }
        }
    }

    private static Plan plan(DefinitionSet set) {
        Compilation compilation = DefinitionCompiler.compile(set);
        assertThat(compilation).as("%s", compilation.findings()).isInstanceOf(Compilation.Accepted.class);
        return ((Compilation.Accepted) compilation).plan();
    }

    private static DefinitionSet oneFile(List<String> documents) {
        return new DefinitionSet(List.of(new DefinitionFile("all.yaml", String.join("---\n", documents))), List.of());
    }

    private static DefinitionSet inFiles(List<String> documents, Random random) {
        String[] texts = new String[1 + random.nextInt(documents.size())];
        Arrays.fill(texts, "");
        documents.forEach(document -> texts[random.nextInt(texts.length)] += document + "---\n");
        List<DefinitionFile> files = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            files.add(new DefinitionFile(i + ".yaml", texts[i]));
        }
        Collections.shuffle(files, random);
        return new DefinitionSet(files, List.of());
    }
}
