package dev.pointsman.agent.discovery;

import java.time.Duration;
import java.util.random.RandomGenerator;

import dev.pointsman.agent.ec2.Ec2Failure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When EC2 is asked again; chance at both of its ends. */
class PaceTest {

    private static final RandomGenerator LEAST = () -> 0L;
    private static final RandomGenerator MOST = () -> -1L;
    private static final Ec2Failure THROTTLED = new Ec2Failure.Throttled("RequestLimitExceeded", "");
    private static final Ec2Failure DOWN = new Ec2Failure.Unavailable("NoAnswer", "");

    @Test
    void afterAnAnswerTheIntervalPassesUpToAFifthLonger() {
        assertThat(Pace.USUAL.afterAnswer(LEAST)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Pace.USUAL.afterAnswer(MOST)).isBetween(Duration.ofMillis(11_900), Duration.ofSeconds(12));
    }

    @Test
    void eachFailureDoublesTheWaitHalfOfItByChance() {
        assertThat(Pace.USUAL.afterFailure(1, THROTTLED, LEAST)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Pace.USUAL.afterFailure(1, THROTTLED, MOST))
                .isBetween(Duration.ofMillis(19_900), Duration.ofSeconds(20));
        assertThat(Pace.USUAL.afterFailure(3, THROTTLED, LEAST)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void whatSaysNoIsAskedEveryFiveMinutesInTheEndAndWhatDoesNotAnswerEveryMinute() {
        assertThat(Pace.USUAL.afterFailure(1000, THROTTLED, MOST))
                .isBetween(Duration.ofSeconds(299), Duration.ofMinutes(5));
        assertThat(Pace.USUAL.afterFailure(1000, DOWN, MOST)).isBetween(Duration.ofSeconds(59), Duration.ofMinutes(1));
    }
}
