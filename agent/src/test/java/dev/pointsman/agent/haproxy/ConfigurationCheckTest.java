package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;

import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationCheckTest {

    @TempDir
    Path folder;

    @Test
    void aGoodConfigurationPasses() throws IOException {
        Path good = write(RunningHaproxy.configuration(new NodeLayout(folder), "d", "text", 8080));

        assertThat(check(good)).isInstanceOf(CheckVerdict.Passed.class);
    }

    @Test
    void aBadConfigurationIsRefusedWithHaproxysOwnReason() throws IOException {
        Path bad = write("frontend f\n    bind 127.0.0.1:8080\n    nonsense\n");

        assertThat(check(bad))
                .isInstanceOfSatisfying(
                        CheckVerdict.Refused.class,
                        refused -> assertThat(refused.reason())
                                .isEqualTo(
                                        "parsing [" + bad + ":3] : unknown keyword 'nonsense' in 'frontend' section"));
    }

    @Test
    void aMissingProgramIsNamed() throws IOException {
        CheckVerdict verdict = new ConfigurationCheck(Path.of("/nowhere/haproxy")).check(write(""));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        CheckVerdict.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason()).contains("\"/nowhere/haproxy\""));
    }

    @Test
    void aProgramThatHangsIsGivenUp() throws IOException {
        Path sleeper = Files.writeString(folder.resolve("sleeper"), "#!/bin/sh\nexec sleep 60\n");
        Files.setPosixFilePermissions(
                sleeper,
                Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));

        CheckVerdict verdict = new ConfigurationCheck(sleeper, Duration.ofSeconds(1)).check(write(""));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        CheckVerdict.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason()).contains("was not done within 1 s"));
    }

    private static CheckVerdict check(Path configuration) {
        return new ConfigurationCheck(RunningHaproxy.program()).check(configuration);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("haproxy.cfg"), text);
    }
}
