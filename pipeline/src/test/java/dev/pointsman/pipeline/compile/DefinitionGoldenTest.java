package dev.pointsman.pipeline.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.pipeline.finding.Admission;
import dev.pointsman.pipeline.report.FindingsText;
import dev.pointsman.pipeline.report.ReportJson;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Compiles every folder of src/test/resources/definitions and compares plan and findings with what is expected there.
 *
 * <p>See the README in that folder. With {@code -Dpointsman.golden.rewrite=true} the expected files are written anew, and the run fails
 * once, so that a person reads the difference.
 */
class DefinitionGoldenTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("pointsman.project"), "pipeline/src/test/resources/definitions");

    private static final boolean REWRITE = Boolean.getBoolean("pointsman.golden.rewrite");

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> everyFolderCompilesAsExpected() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders
                    .filter(Files::isDirectory)
                    .filter(folder -> !name(folder).startsWith("_"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(folder -> DynamicTest.dynamicTest(name(folder).replace('-', ' '), () -> compare(folder)));
        }
    }

    private void compare(Path golden) throws IOException {
        DefinitionSet definitions = DefinitionFolder.read(overlay(golden));
        compare(golden.resolve("expected"), texts(DefinitionCompiler.compile(definitions)));
        if (Files.isDirectory(golden.resolve("permissive"))) {
            Compilation permissive = DefinitionCompiler.compile(
                    definitions, CompileOptions.defaults().withAdmission(Admission.PERMISSIVE));
            SortedMap<String, String> texts = texts(permissive);
            texts.put("status.json", ReportJson.render(new Report(List.of(), permissive.statuses())));
            compare(golden.resolve("permissive"), texts);
        }
        assertThat(files(golden))
                .as("files that belong neither to in/ nor to what is expected")
                .allMatch(file ->
                        file.startsWith("in/") || file.startsWith("expected/") || file.startsWith("permissive/"));
    }

    private static void compare(Path folder, SortedMap<String, String> actual) throws IOException {
        SortedMap<String, String> expected = texts(folder);
        if (REWRITE && !expected.equals(actual)) {
            rewrite(folder, expected.keySet(), actual);
            fail("rewritten; read the difference, then run again without pointsman.golden.rewrite");
        }
        assertThat(String.join("\n", actual.values())).isEqualTo(String.join("\n", expected.values()));
        assertThat(actual).isEqualTo(expected);
    }

    private static SortedMap<String, String> texts(Compilation compilation) {
        SortedMap<String, String> texts = new TreeMap<>();
        switch (compilation) {
            case Compilation.Accepted accepted -> texts.put("plan.txt", PlanText.of(accepted.plan()));
            case Compilation.Refused refused -> texts.put("findings.txt", "");
        }
        if (!compilation.findings().isEmpty()) {
            texts.put("findings.txt", FindingsText.render(compilation.findings()));
        }
        return texts;
    }

    /** The base with the case's own files laid over it; an empty file takes one of the base away. */
    private Path overlay(Path golden) throws IOException {
        Path target = Files.createTempDirectory(temporary, "definitions");
        Path own = golden.resolve("in");
        assertThat(own).isDirectory();
        for (Path source : new Path[] {FOLDER.resolve("_base"), own}) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = target.resolve(source.relativize(file).toString());
                    Files.deleteIfExists(copy);
                    Files.createDirectories(copy.getParent());
                    if (Files.size(file) > 0) {
                        Files.copy(file, copy);
                    }
                }
            }
        }
        return target;
    }

    private static SortedMap<String, String> texts(Path folder) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String file : files(folder)) {
            texts.put(file, Files.readString(folder.resolve(file)));
        }
        return texts;
    }

    private static SortedSet<String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new TreeSet<>();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void rewrite(Path folder, Set<String> before, Map<String, String> texts) throws IOException {
        Files.createDirectories(folder);
        for (String file : new TreeSet<>(before)) {
            Files.delete(folder.resolve(file));
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }
}
