package dev.pointsman.agent.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the workflows and the action must hold to, because others' code and others' pull requests meet in them. */
class WorkflowFilesTest {

    private static final Path PROJECT = Path.of(System.getProperty("pointsman.project"));
    private static final Pattern USES = Pattern.compile("(?m)^\\s*(?:- )?uses: (\\S+)(.*)$");
    private static final Pattern PINNED = Pattern.compile("[\\w-]+(/[\\w-]+)+@[0-9a-f]{40}");

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
