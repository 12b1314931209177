package dev.pointsman.agent.install;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What makes keepalived drop its hook in silence is said aloud; the temporary folder is sticky, which keepalived accepts. */
class HookStepTest {

    @TempDir
    private Path folder;

    private final StringWriter messages = new StringWriter();
    private NodeLayout layout;

    @BeforeEach
    void makeHook() throws IOException {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files to others");
        layout = new NodeLayout(folder.resolve("node"));
        Folders.make(layout.binary().getParent());
        Files.createFile(layout.binary());
        permit(layout.binary(), "rwxr-xr-x");
    }

    @Test
    void aHookThatOnlyRootCanChangeIsFine() throws IOException {
        assertThat(problems()).isEmpty();
    }

    @Test
    void aHookThatIsNotExecutableIsAProblem() throws IOException {
        permit(layout.binary(), "rw-r--r--");

        assertThat(problems()).singleElement().asString().contains("is not executable");
    }

    @Test
    void aFolderOnTheWayThatEverybodyMayWriteToIsAProblemWithItsRemedy() throws IOException {
        Path usr = layout.binary().getParent().getParent();
        permit(usr, "rwxr-xrwx");

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("drop its hook without a word", "can be written by everybody", "chmod o-w " + usr);
    }

    @Test
    void aStickyFolderMayBeWritable() throws IOException {
        Path usr = layout.binary().getParent().getParent();
        Files.setAttribute(usr, "unix:mode", 0_1777);

        assertThat(problems()).isEmpty();
    }

    @Test
    void aHookThatBelongsToSomebodyElseOrToAnotherGroupIsAProblem() throws IOException {
        Files.setAttribute(layout.binary(), "unix:uid", 65534);
        Files.setAttribute(layout.binary(), "unix:gid", 65534);
        permit(layout.binary(), "rwxrwxr-x");

        assertThat(problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("belongs to user id 65534"))
                .anyMatch(problem -> problem.contains("can be written by group id 65534"));
    }

    private List<String> problems() throws IOException {
        var report = new InstallReport(new PrintWriter(new StringWriter()), new PrintWriter(messages));
        new HookStep()
                .take(new Installation(layout, null, "", List.of(), null, null, Optional.empty(), null, null), report);
        return messages.toString().lines().toList();
    }

    private static void permit(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
