package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What makes keepalived drop its hook is found; KeepalivedBehaviourTest shows that it really does. */
class HookFileTest {

    @TempDir
    private Path directory;

    private Path hook;

    @BeforeEach
    void install() throws IOException {
        Assumptions.assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "needs root");
        hook = Files.createDirectories(directory.resolve("usr/bin")).resolve("pointsman");
        Files.createFile(hook);
        mode(hook, "rwxr-xr-x");
    }

    @Test
    void aProgramThatOnlyRootCanChangeIsWell() {
        assertThat(new HookFile(hook).examine()).isEmpty();
    }

    @Test
    void aMissingProgramAndOneThatIsNotExecutableAreFound() throws IOException {
        mode(hook, "rw-r--r--");
        assertThat(texts()).contains("is not executable");
        Files.delete(hook);
        assertThat(texts()).contains("is not there");
    }

    @Test
    void aFolderAboveItThatEverybodyCanWriteIsFoundUnlessItIsSticky() throws IOException {
        mode(hook.getParent(), "rwxrwxrwx");
        assertThat(texts())
                .contains(hook.getParent().toString(), "can be written by everybody", "chmod o-w " + hook.getParent());
        // /tmp itself, above this test's folder, is sticky.
        mode(hook.getParent(), "rwxr-xr-x");
        assertThat(texts()).isEmpty();
    }

    @Test
    void aForeignOwnerAndAForeignGroupThatCanWriteAreFound() throws IOException {
        Files.setAttribute(hook, "unix:uid", 65534);
        assertThat(texts()).contains("belongs to user id 65534", "chown root " + hook);
        Files.setAttribute(hook, "unix:uid", 0);
        mode(hook, "rwxrwxr-x");
        assertThat(texts()).isEmpty();
        Files.setAttribute(hook, "unix:gid", 65534);
        assertThat(texts()).contains("can be written by group id 65534", "chmod g-w " + hook);
    }

    private String texts() {
        return String.join(
                "\n", new HookFile(hook).examine().stream().map(Ailment::text).toList());
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
