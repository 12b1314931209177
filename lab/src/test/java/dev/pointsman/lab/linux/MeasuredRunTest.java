package dev.pointsman.lab.linux;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Measured against the shell, whose costs can be made large on purpose. */
class MeasuredRunTest {
    private static List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script);
    }

    @Test
    void sleepingTakesTimeButNoProcessor() throws IOException {
        var run = MeasuredRun.of(shell("sleep 0.3"), Map.of("PATH", "/usr/bin:/bin"));
        assertThat(run.wallMillis()).isGreaterThan(300);
        assertThat(run.cpuMillis()).isLessThan(run.wallMillis());
    }

    @Test
    void whatAChildBurnsIsCountedToo() throws IOException {
        var run = MeasuredRun.of(shell("sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'"), Map.of());
        assertThat(run.cpuMillis()).isGreaterThan(20);
    }

    @Test
    void aProgramSeesOnlyTheEnvironmentThatItIsGiven() throws IOException {
        MeasuredRun.of(shell("test \"$A\" = 1 && test -z \"$HOME\""), Map.of("A", "1"));
    }

    @Test
    void aFailingProgramIsReportedWithItsOutput() {
        assertThatThrownBy(() -> MeasuredRun.of(shell("echo no luck >&2; exit 3"), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no luck");
        assertThatThrownBy(() -> MeasuredRun.of(List.of("/nowhere/program"), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/program");
    }

    @Test
    void memoryIsTheProgramsOwnAndNotThisProcess() throws IOException {
        assertThat(MeasuredRun.residentMegabytes(shell(":"), Map.of())).isBetween(0.5, 20.0);
    }
}
