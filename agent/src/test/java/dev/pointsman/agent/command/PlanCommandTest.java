package dev.pointsman.agent.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** The plan of a change, from a real repository. */
class PlanCommandTest {

    private static final Path EXAMPLE =
            Path.of(System.getProperty("pointsman.project"), "pipeline/src/test/resources/comparison");

    @TempDir
    private Path repository;

    @TempDir
    private Path elsewhere;

    private Path definitions;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void commitTheExample() throws Exception {
        definitions = repository.resolve("definitions");
        try (Git git = Git.init()
                .setDirectory(repository.toFile())
                .setInitialBranch("main")
                .call()) {
            Files.writeString(repository.resolve("README"), "Definitions.");
            commit(git, "empty");
            copyExample(definitions);
            commit(git, "the example");
        }
    }

    private static void copyExample(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(EXAMPLE.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void commit(Git git, String message) throws Exception {
        git.add().addFilepattern(".").call();
        git.commit()
                .setMessage(message)
                .setAuthor("Test", "test@example.com")
                .setCommitter("Test", "test@example.com")
                .setSign(false)
                .call();
    }

    private int run(String... arguments) {
        return new CommandLine(new PlanCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    err.write(failure.getMessage() + "\n");
                    return 2;
                })
                .execute(arguments);
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = definitions.resolve(file);
        Files.writeString(path, Files.readString(path).replace(from, to));
    }

    @Test
    void anUnchangedTreeIsNoChange() {
        assertThat(run(definitions.toString(), "--against", "main")).isZero();
        assertThat(out.toString()).isEqualTo("=> No change: no node has anything to do.\n");
    }

    @Test
    void aChangeThatIsNotCommittedIsPlanned() throws IOException {
        edit("search/route.yaml", "weight: 10\n", "weight: 90\n");

        assertThat(run(definitions.toString(), "--against", "HEAD", "--output", "markdown"))
                .isZero();
        assertThat(out.toString())
                .startsWith("### Pointsman: what merging this does\n\nReach: 1 of 8 rules and 1 of 4 hosts")
                .contains("- requests to search.example.com go to search/search-stable:80 \\(50 %\\)")
                .contains("- node-a, node-b: runtime\n  - table \"10.99.0.10-80.prefixes.map\" says something else");
        assertThat(definitions.resolve("search/route.yaml")).content().contains("weight: 90\n");
    }

    @Test
    void whereThereWasNoSuchFolderEverythingIsNew() {
        assertThat(run(definitions.toString(), "--against", "main~1")).isZero();
        assertThat(out.toString()).contains("added listener edge/public/http").contains("created 10.99.0.10/32");
    }

    @Test
    void whatCannotBeComparedIsSaid() throws IOException {
        assertThat(run(definitions.toString(), "--against", "nowhere")).isEqualTo(2);
        copyExample(elsewhere);
        assertThat(run(elsewhere.toString(), "--against", "main")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "failed to plan: there is no revision \"nowhere\" in this clone; name a branch, tag or commit")
                .contains("is in no Git repository");

        edit("shop/route.yaml", "shop-v2", "shop-v3");
        assertThat(run(definitions.toString(), "--against", "main")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no Service \"shop/shop-v3\"");
    }
}
