package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class CheckCommandTest {

    private static final Path EXAMPLE = Path.of(System.getProperty("pointsman.project"), "lb-definitions");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void goodDefinitionsEndWithExitCodeZero() {
        assertThat(run(EXAMPLE.toString())).isZero();
        assertThat(out.toString()).isEqualTo("=> No errors.\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void findingsGoToStandardOutputWithExitCodeOne() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "apiVersion: v1\nkind: Servise\n");

        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("""
                        a.yaml:2:7  there is no kind "Servise" in apiVersion "v1". Did you mean "Service"?  [unknown-kind]
                             2 | kind: Servise
                               |       ^
                        => 1 error in 1 file. Nothing was rendered.
                        """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void findingsArePrintedForPrograms() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "apiVersion: v1\nkind: Servise\n");

        assertThat(run(folder.toString(), "--output", "json")).isEqualTo(1);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .isEqualTo(
                        "{ \"errors\" : 1, \"warnings\" : 0, \"findings\" : [ { \"severity\" : \"error\", \"code\" : \"unknown-kind\","
                                + " \"file\" : \"a.yaml\", \"line\" : 2, \"column\" : 7, \"subject\" : \"\","
                                + " \"message\" : \"there is no kind \\\"Servise\\\" in apiVersion \\\"v1\\\".\","
                                + " \"hint\" : \"Did you mean \\\"Service\\\"?\" } ], \"resources\" : [ ] } ");
    }

    @Test
    void aFolderThatIsNotThereEndsWithExitCodeTwo() {
        Path nowhere = folder.resolve("nowhere");

        assertThat(run(nowhere.toString())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("failed to read definitions from \"" + nowhere + "\": there is no such folder\n");
    }

    @Test
    void wrongUsageEndsWithExitCodeTwo() {
        assertThat(run("--output", "xml")).isEqualTo(2);
        assertThat(run("--nonsense")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }
}
