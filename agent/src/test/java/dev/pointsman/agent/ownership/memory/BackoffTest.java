package dev.pointsman.agent.ownership.memory;

import java.time.Duration;

import dev.pointsman.agent.ec2.Ec2Failure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How patient claims are. */
class BackoffTest {

    private static final Ec2Failure THROTTLED = new Ec2Failure.Throttled("RequestLimitExceeded", "");
    private static final Ec2Failure DENIED = new Ec2Failure.Denied("UnauthorizedOperation", "");

    @Test
    void waits_grow_up_to_a_bound_and_stay_there_for_ever() {
        assertThat(Backoff.after(THROTTLED, 1, 1)).isEqualTo(Duration.ofMillis(100));
        assertThat(Backoff.after(THROTTLED, 2, 1)).isEqualTo(Duration.ofMillis(200));
        assertThat(Backoff.after(THROTTLED, 7, 1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Backoff.after(THROTTLED, 1_000_000, 1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void jitter_spreads_over_half_of_the_wait() {
        assertThat(Backoff.after(THROTTLED, 2, 0)).isEqualTo(Duration.ofMillis(100));
        assertThat(Backoff.after(THROTTLED, 2, 0.5)).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void a_denial_is_retried_slowly() {
        assertThat(Backoff.after(DENIED, 1, 0)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }
}
