package dev.pointsman.lab.bench.failover;

import java.util.List;

import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.linux.MeasuredRun;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** From samples to rows and goals; the samples themselves are what the benchmark is for. */
class ClaimsTest {

    @Test
    void whatWasMeasuredStandsInItsRowAndWhatWasNotLeavesItsCellEmpty() {
        var table = claims(0).table();
        assertThat(table.rows()).hasSize(12);
        assertThat(table.rows())
                .contains(List.of(
                        "pointsman notify, agent up", "TLS", "none", 60.0, 70.0, 300.0, 10L, 0L, 0L, 4.0, 24.0));
        assertThat(table.rows())
                .contains(List.of(
                        "bash + aws, the classic hook", "TLS", "none", 600.0, 6000.0, "", "", "", "", "", 82.0));
    }

    @Test
    void goalsAreMetOrMissedByTheSamples() {
        assertThat(claims(0).goals()).allMatch(Goal::isMet);
        assertThat(claims(1).goals().stream().filter(goal -> !goal.isMet()).map(Goal::what))
                .containsExactly("connections that claims of the agent had to open");
        var slow = claims(0);
        for (int sample = 0; sample < 2; sample++) {
            slow.add(
                    new Claims.Case(Claims.Method.NOTIFY, 50, true, false),
                    new ClaimSample(new MeasuredRun(361, 4), 10, 0, 0));
        }
        assertThat(slow.goals().stream().filter(goal -> !goal.isMet()).map(Goal::what))
                .containsExactly("claim of 50 tables over TLS, K = 10");
    }

    /** @param handshakes that each claim of the agent over TLS began */
    private static Claims claims(int handshakes) {
        var claims = new Claims();
        for (var method : Claims.Method.values()) {
            boolean isNotify = method == Claims.Method.NOTIFY;
            for (boolean isOverTls : List.of(false, true)) {
                for (boolean isThrottled : List.of(false, true)) {
                    for (int tables : List.of(1, 10, 50)) {
                        var which = new Claims.Case(method, tables, isOverTls, isThrottled);
                        if (which.rounds() > 0) {
                            claims.add(which, sample(method, tables, isNotify && isOverTls ? handshakes : 0));
                        }
                    }
                }
            }
            claims.addMemory(
                    method,
                    switch (method) {
                        case CURL -> 11;
                        case CLASSIC -> 82;
                        case NOTIFY -> 24;
                    });
        }
        return claims;
    }

    private static ClaimSample sample(Claims.Method method, int tables, int handshakes) {
        return switch (method) {
            case CURL -> new ClaimSample(new MeasuredRun(61.0 * tables, 7), 1, tables, 0);
            case CLASSIC -> new ClaimSample(new MeasuredRun(600.0 * tables, 550), 1, tables, 0);
            case NOTIFY ->
                new ClaimSample(new MeasuredRun(tables == 1 ? 60 : tables == 10 ? 70 : 300, 4), 10, 0, handshakes);
        };
    }
}
