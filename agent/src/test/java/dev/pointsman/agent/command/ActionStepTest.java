package dev.pointsman.agent.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** The scripts of the action that calls {@code .ci/definitions}, run here without GitHub. */
class ActionStepTest extends PullRequest {

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
}
