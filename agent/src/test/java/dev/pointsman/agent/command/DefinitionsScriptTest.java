package dev.pointsman.agent.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What CI runs on a pull request's definitions, run here without GitHub: {@code .ci/definitions}, and the files that call it. */
class DefinitionsScriptTest {

    private static final Path PROJECT = Path.of(System.getProperty("pointsman.project"));
    private static final Pattern USES = Pattern.compile("(?m)^\\s*(?:- )?uses: (\\S+)(.*)$");
    private static final Pattern PINNED = Pattern.compile("[\\w-]+(/[\\w-]+)+@[0-9a-f]{40}");

    @TempDir
    private Path folder;

    private Path program;
    private Path definitions;

    private record Outcome(int exitCode, String output) {}

    @BeforeEach
    void writeProgramAndDefinitions() throws IOException {
        program = Files.writeString(
                folder.resolve("pointsman"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin/java")
                        + "' -XX:TieredStopAtLevel=1 -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp '"
                        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        + "' dev.pointsman.agent.Pointsman \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        definitions = Files.createDirectories(folder.resolve("definitions"));
        Path base = PROJECT.resolve("docs/findings/base");
        try (Stream<Path> files = Files.list(base)) {
            for (Path file : files.toList()) {
                Files.copy(file, definitions.resolve(file.getFileName()));
            }
        }
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(PROJECT.resolve(".ci/definitions").toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_"));
        builder.environment().put("POINTSMAN", program.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    private void misspell() throws IOException {
        Path route = definitions.resolve("route.yaml");
        Files.writeString(route, Files.readString(route).replace("hostnames", "hostname"));
    }

    @Test
    void goodDefinitionsPass() throws Exception {
        assertThat(run(Map.of(), "definitions")).isEqualTo(new Outcome(0, "=> No errors.\n"));
    }

    @Test
    void theSnapshotBesideTheDefinitionsIsLookedAt() throws Exception {
        Path gateway = definitions.resolve("gateway.yaml");
        Files.writeString(gateway, Files.readString(gateway).replace("10.99.0.10", "10.20.11.200"));

        Outcome outcome = run(Map.of(), "definitions");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("[vip-in-vpc]");
    }

    @Test
    void onGithubFindingsAreAnnotatedQuotedAndSummarized() throws Exception {
        misspell();
        Path summary = folder.resolve("summary.md");
        Path sarif = folder.resolve("findings.sarif");

        Outcome outcome = run(
                Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString()),
                "definitions",
                "--sarif",
                sarif.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .containsPattern(
                        "(?s)\\A::stop-commands::([0-9a-f]{32})\n.*\\[unknown-field].*\n::\\1::\n::error file=")
                .contains(
                        "\n::error file=definitions/route.yaml,line=6,col=3,title=unknown-field::HTTPRoute shop/cart, spec: ");
        assertThat(Files.readString(summary))
                .startsWith("### pointsman check definitions\n\n    route.yaml:6:3  HTTPRoute shop/cart, spec: ");
        JsonNode result = new ObjectMapper().readTree(sarif.toFile()).at("/runs/0/results/0");
        assertThat(result.path("ruleId").asText()).isEqualTo("unknown-field");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("definitions/route.yaml");
    }

    @Test
    void whatCannotRunEndsWithTwoAndWritesNoSarif() throws Exception {
        assertThat(run(Map.of(), "nowhere", "--sarif", "findings.sarif").exitCode())
                .isEqualTo(2);
        assertThat(run(Map.of(), "--nonsense").exitCode()).isEqualTo(2);
        assertThat(folder.resolve("findings.sarif")).doesNotExist();
    }

    @Test
    void everyActionIsPinnedToACommitWithItsVersionBesideIt() throws IOException {
        List<Path> files = new ArrayList<>(List.of(PROJECT.resolve("action.yml")));
        try (Stream<Path> workflows = Files.list(PROJECT.resolve(".github/workflows"))) {
            workflows.forEach(files::add);
        }
        for (Path file : files) {
            assertThat(USES.matcher(Files.readString(file)).results())
                    .as(file.toString())
                    .allSatisfy(uses -> {
                        if (!uses.group(1).startsWith("./")) {
                            assertThat(uses.group(1)).matches(PINNED);
                            assertThat(uses.group(2)).matches(" # v\\d+\\.\\d+\\.\\d+");
                        }
                    });
        }
    }

    @Test
    void noJobOfTheDefinitionsWorkflowMayMoreThanItNeeds() throws IOException {
        String workflow = Files.readString(PROJECT.resolve(".github/workflows/definitions.yml"));
        assertThat(workflow).contains("\npermissions: {}\n");
        assertThat(Pattern.compile("(?m)^      ([a-z-]+): (write)$")
                        .matcher(workflow)
                        .results()
                        .map(match -> match.group(1)))
                .containsExactly("security-events", "id-token");
    }

    @Test
    void inputsOfTheActionNeverBecomeTextOfAScript() throws IOException {
        String action = Files.readString(PROJECT.resolve("action.yml"));
        assertThat(Pattern.compile("(?m)^\\s+run: .*(?:\\n {8,}.*)*")
                        .matcher(action)
                        .results()
                        .map(match -> match.group()))
                .isNotEmpty()
                .noneMatch(script -> script.contains("${{"));
    }
}
