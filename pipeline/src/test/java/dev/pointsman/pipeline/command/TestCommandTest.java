package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

import dev.pointsman.pipeline.ProgramUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class TestCommandTest {

    private static final Path EXAMPLE = Path.of(System.getProperty("pointsman.project"), "lab/definitions/base");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new TestCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    /** A copy of the example that may be spoilt. */
    private Path copy() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(EXAMPLE.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return folder;
    }

    @Test
    void theExamplesTestsPassAndReachEveryRule() {
        ProgramUnderTest.HAPROXY.require();

        int code = run(EXAMPLE.toString(), "--require-coverage", "--haproxy", ProgramUnderTest.HAPROXY.path());

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).isEqualTo("""
                => All 10 tests passed.
                   Every rule is reached (6).
                """);
        assertThat(code).isZero();
    }

    @Test
    void aRuleThatNoTestReachesIsListedAndMayFail() throws IOException {
        ProgramUnderTest.HAPROXY.require();
        Files.delete(copy().resolve("search/tests.yaml"));

        assertThat(run(folder.toString())).isZero();
        assertThat(out.toString()).isEqualTo("""
                => All 7 tests passed.
                   2 of 6 rules are reached by no test:
                     search/search#0  host search.example.com, every path
                     search/search#1  host search.example.com, paths below /index, method POST
                """);
        assertThat(run(folder.toString(), "--require-coverage")).isEqualTo(1);
    }

    @Test
    void aTestThatFailsEndsWithExitCodeOne() throws IOException {
        ProgramUnderTest.HAPROXY.require();
        Path route = copy().resolve("shop/route.yaml");
        Files.writeString(route, Files.readString(route).replace("value: v2", "value: v22"));

        assertThat(run(folder.toString(), "--output", "json")).isEqualTo(1);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .startsWith("{ \"tests\" : 10, \"failed\" : 2,")
                .contains("\"what\" : \"backend\", \"expected\" : \"shop/shop-v2:80\"");
    }

    @Test
    void wrongDefinitionsAreNotPlayed() throws IOException {
        Files.writeString(copy().resolve("shop/tests.yaml"), "    - name: no more\n", StandardOpenOption.APPEND);

        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("RouteTest shop/shop, tests[4]: neither \"request\" nor \"connection\" says what to ask.");
    }

    @Test
    void whatCannotRunEndsWithExitCodeTwo() {
        assertThat(run("nowhere")).isEqualTo(2);
        assertThat(run(EXAMPLE.toString(), "--haproxy", "/bin/false")).isEqualTo(2);

        assertThat(err.toString())
                .contains("failed to read definitions from \"nowhere\": there is no such folder")
                .contains("failed to test: HAProxy does not serve the configuration: it ended.");
    }
}
