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
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What CI runs on a pull request's definitions, run here without GitHub: {@code .ci/definitions}, and the scripts of the action that calls
 * it.
 */
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
                        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp '"
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
        return execute(environment, command);
    }

    private Outcome execute(Map<String, String> environment, List<String> command) throws Exception {
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

    private void writeTests(String expected) throws IOException {
        Files.writeString(definitions.resolve("tests.yaml"), """
                apiVersion: pointsman.dev/v1
                kind: RouteTest
                metadata: {name: cart, namespace: shop}
                spec:
                  tests:
                    - name: the cart
                      request: {url: "http://shop.example.com/cart"}
                      expect: {%s}
                """.formatted(expected));
    }

    private void commit(String message) throws Exception {
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern("definitions").call();
            git.commit()
                    .setMessage(message)
                    .setAuthor("Test", "test@example.com")
                    .setCommitter("Test", "test@example.com")
                    .setSign(false)
                    .call();
        }
    }

    private void shareWithCanary() throws IOException {
        Path route = definitions.resolve("route.yaml");
        Files.writeString(
                route, Files.readString(route).replace("backendRefs: [", "backendRefs: [{name: canary, port: 80}, "));
        Path services = definitions.resolve("services.yaml");
        Files.writeString(
                services,
                Files.readString(services) + "---\n"
                        + Files.readString(services).replace("cart", "canary"));
    }

    @Test
    void goodDefinitionsPass() throws Exception {
        writeTests("backendRef: {name: cart, port: 80}");

        assertThat(run(Map.of(), "definitions", "--require-coverage")).isEqualTo(new Outcome(0, """
                        => No errors.
                        => The test passed.
                           Every rule is reached (1).
                        """));
    }

    @Test
    void aTestThatFailsAndARuleWithoutOneEndWithOne() throws Exception {
        assertThat(run(Map.of(), "definitions").exitCode()).isZero();
        assertThat(run(Map.of(), "definitions", "--require-coverage").exitCode())
                .isEqualTo(1);

        writeTests("status: 404");
        Outcome outcome = run(Map.of(), "definitions");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("FAILED  shop/cart: the cart");
    }

    @Test
    void whatMergingDoesIsTold() throws Exception {
        commit("begin");
        shareWithCanary();
        Path summary = folder.resolve("summary.md");

        Outcome outcome = run(Map.of("GITHUB_STEP_SUMMARY", summary.toString()), "definitions", "--against", "main");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("Traffic\n").contains("shop/canary:80 (50 %)");
        assertThat(Files.readString(summary))
                .contains("### pointsman check definitions\n")
                .contains("### pointsman test definitions\n")
                .contains("### Pointsman: what merging this does\n");
    }

    @Test
    void aChangeThatRepairsWhatWasWrongPasses() throws Exception {
        Path route = definitions.resolve("route.yaml");
        String right = Files.readString(route);
        misspell();
        commit("break");
        Files.writeString(route, right);

        Outcome outcome = run(Map.of(), "definitions", "--against", "main");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).endsWith("no plan: the definitions of main have errors\n");
    }

    @Test
    void aRevisionThatIsNotThereEndsWithTwo() throws Exception {
        commit("begin");

        assertThat(run(Map.of(), "definitions", "--against", "nowhere").exitCode())
                .isEqualTo(2);
    }

    /** The step of action.yml as GitHub runs it: with its inputs as variables, and a merge commit of depth two. */
    @Test
    void theActionsStepComparesAPullRequestWithTheBranchThatItGoesInto() throws Exception {
        commit("begin");
        shareWithCanary();
        commit("share");
        Path output = Files.createFile(folder.resolve("github-output"));

        Outcome outcome =
                execute(actionsEnvironment(output, "true"), List.of("bash", "-eo", "pipefail", script().toString()));

        assertThat(outcome.output()).contains("shop/canary:80 (50 %)").doesNotContain("::notice::");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(output).content().isEqualTo("sarif=pointsman.sarif\n");
        assertThat(folder.resolve("pointsman.sarif")).isNotEmptyFile();
    }

    @Test
    void theActionsStepSaysWhyThereIsNoPlan() throws Exception {
        commit("begin");
        Path output = Files.createFile(folder.resolve("github-output"));

        Outcome outcome =
                execute(actionsEnvironment(output, "false"), List.of("bash", "-eo", "pipefail", script().toString()));

        assertThat(outcome.output()).contains("::notice::no plan").contains("fetch-depth: 2");
        assertThat(outcome.exitCode()).isZero();
    }

    /** {@code .ci/assume-role} with programs in place of the network: what it asks for, and what it hands on. */
    @Test
    void theRoleIsAssumedByTheJobsTokenAndNothingOfItIsShown() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/jq")), "jq is not installed");
        Path asked = folder.resolve("asked");
        stub("curl", "echo \"curl $*\" >>'" + asked + "'; echo '{\"value\": \"the-token\"}'");
        stub(
                "aws",
                "echo \"aws $*\" >>'" + asked
                        + "'; echo '{\"AccessKeyId\": \"AKIA1\", \"SecretAccessKey\": \"s/1+\", \"SessionToken\": \"t==\"}'");
        Path environment = Files.createFile(folder.resolve("github-env"));

        Outcome outcome = execute(
                Map.of(
                        "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"),
                        "GITHUB_ENV", environment.toString(),
                        "GITHUB_RUN_ID", "7",
                        "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "bearer",
                        "ACTIONS_ID_TOKEN_REQUEST_URL", "https://token.example.com/?a=1"),
                List.of(
                        PROJECT.resolve(".ci/assume-role").toString(),
                        "arn:aws:iam::111122223333:role/check",
                        "eu-central-1"));

        assertThat(outcome).isEqualTo(new Outcome(0, """
                        ::add-mask::the-token
                        ::add-mask::AKIA1
                        ::add-mask::s/1+
                        ::add-mask::t==
                        """));
        assertThat(environment).content().isEqualTo("""
                        AWS_ACCESS_KEY_ID=AKIA1
                        AWS_SECRET_ACCESS_KEY=s/1+
                        AWS_SESSION_TOKEN=t==
                        """);
        assertThat(asked)
                .content()
                .contains("https://token.example.com/?a=1&audience=sts.amazonaws.com")
                .contains("sts assume-role-with-web-identity --region eu-central-1"
                        + " --role-arn arn:aws:iam::111122223333:role/check --role-session-name pointsman-check-7"
                        + " --web-identity-token the-token");
    }

    /** A program of that name that comes before the machine's own. */
    private void stub(String name, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Map<String, String> actionsEnvironment(Path output, String requireCoverage) throws IOException {
        // The action starts "java -jar FILE"; here what that file would be is the program under test.
        stub("java", "shift 2\nexec '" + program + "' \"$@\"");
        return Map.of(
                "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"),
                "GITHUB_ACTION_PATH", PROJECT.toString(),
                "GITHUB_OUTPUT", output.toString(),
                "DEFINITIONS", "definitions",
                "AGAINST", "",
                "IS_PULL_REQUEST", "true",
                "REQUIRE_COVERAGE", requireCoverage,
                "ONLY_CHECK", "false",
                "ROUTE_QUOTA", "",
                "SARIF", "pointsman.sarif");
    }

    /** The script of the action's step "check", in a file of its own as GitHub's runner writes it. */
    private Path script() throws IOException {
        Map<?, ?> action = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(PROJECT.resolve("action.yml")));
        List<?> steps = (List<?>) ((Map<?, ?>) action.get("runs")).get("steps");
        String text = steps.stream()
                .map(step -> (Map<?, ?>) step)
                .filter(step -> "check".equals(step.get("id")))
                .map(step -> (String) step.get("run"))
                .findFirst()
                .orElseThrow();
        return Files.writeString(folder.resolve("step.sh"), text);
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
        // Definitions with errors are not played.
        assertThat(outcome.output())
                .doesNotContain("tests passed")
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
