package dev.pointsman.agent.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What CI runs on a pull request's definitions, run here without GitHub: {@code .ci/definitions}. */
class DefinitionsScriptTest extends PullRequest {

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
}
