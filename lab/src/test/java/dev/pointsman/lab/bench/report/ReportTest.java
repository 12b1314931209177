package dev.pointsman.lab.bench.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReportTest {
    private final Report report = new Report(
            "sample",
            List.of("method", "ms"),
            List.of(List.of("slow", 12.345), List.of("fast", 1.0)),
            List.of(Goal.atMost("fast against slow", 0.08, 1.0, "x"), Goal.atLeast("speed-up", 12.3, 60, "x")));

    @Test
    void aGoalTellsWhatWasMeasuredAndWhatWasWanted() {
        assertThat(report.goals().get(0)).hasToString("goal fast against slow: 0.08 x (<= 1.00 x) met");
        assertThat(report.goals().get(1)).hasToString("goal speed-up: 12.30 x (>= 60.00 x) missed");
        assertThat(report.meetsAllGoals()).isFalse();
        assertThat(Goal.atMost("equal", 1.0, 1.0, "x").isMet()).isTrue();
        assertThat(Goal.atLeast("equal", 1.0, 1.0, "x").isMet()).isTrue();
    }

    @Test
    void theTableIsAlignedAndTheGoalsComeLast() {
        var bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "method    ms",
                        "slow    12.3",
                        "fast     1.0",
                        "",
                        "goal fast against slow: 0.08 x (<= 1.00 x) met",
                        "goal speed-up: 12.30 x (>= 60.00 x) missed");
    }

    @Test
    void theFileHoldsRowsAndGoals(@TempDir Path directory) throws IOException {
        var file = report.write(directory.resolve("target/bench"));
        assertThat(file).hasFileName("sample.json");
        var json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.at("/rows/0/ms").asDouble()).isEqualTo(12.345);
        assertThat(json.at("/goals/1/met").asBoolean()).isFalse();
    }

    @Test
    void theSameStandsBesideItAsMarkdown(@TempDir Path directory) throws IOException {
        report.write(directory);
        assertThat(directory.resolve("sample.md")).content().startsWith("""
                | method | ms |
                | --- | --: |
                | slow | 12.3 |
                | fast | 1.0 |

                    goal fast against slow: 0.08 x (<= 1.00 x) met
                """);
    }

    @Test
    void eachTableStandsUnderItsName(@TempDir Path directory) throws IOException {
        var two = new Report(
                "two",
                List.of(
                        new Table("claims", List.of("ms"), List.of(List.of(1.5))),
                        new Table("gaps", List.of("fault"), List.of(List.of("node kill")))),
                List.of());
        var json = new ObjectMapper().readTree(two.write(directory).toFile());
        assertThat(json.at("/claims/0/ms").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/gaps/0/fault").asText()).isEqualTo("node kill");
        assertThat(json.has("rows")).isFalse();
    }

    @Test
    void aRowThatDoesNotFitTheColumnsIsRefused() {
        assertThatThrownBy(() -> new Report("sample", List.of("one"), List.of(List.of(1, 2)), List.of()))
                .hasMessageContaining("does not fit");
    }

    @Test
    void quantilesAreValuesThatWereMeasured() {
        var values = List.of(5.0, 1.0, 4.0, 2.0, 3.0);
        assertThat(Quantile.median(values)).isEqualTo(3.0);
        assertThat(Quantile.of(90, values)).isEqualTo(5.0);
        assertThat(Quantile.of(20, values)).isEqualTo(1.0);
        assertThatThrownBy(() -> Quantile.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
