package dev.pointsman.lab.bench.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.lab.ec2.Call;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailoverFleetTest {

    @Test
    void timeAtEc2CountsCallsThatOverlapOnceAndThePausesBetweenThemNotAtAll() {
        assertThat(FailoverFleet.atEc2(List.of())).isZero();
        assertThat(FailoverFleet.atEc2(List.of(call(0, 10), call(2, 4), call(5, 20), call(40, 5))))
                .isEqualTo(30);
    }

    private static Call call(int at, int took) {
        return new Call(
                Instant.EPOCH.plusMillis(at),
                Duration.ofMillis(took),
                "ReplaceRoute",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                200,
                Call.OK,
                "request");
    }
}
