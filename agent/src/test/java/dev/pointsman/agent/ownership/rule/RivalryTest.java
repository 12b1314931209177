package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.memory.Rivalry;
import dev.pointsman.agent.ownership.memory.Seen;
import org.junit.jupiter.api.Test;

import static dev.pointsman.agent.ownership.rule.Verdict.Kind.CLAIM;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.YIELD;
import static org.assertj.core.api.Assertions.assertThat;

/** Rule 6: how often an entry is claimed from the same holder. */
class RivalryTest extends DecidingNode {

    @Test
    void after_three_claims_within_a_minute_the_holder_is_left_alone_for_longer_each_time() {
        standing = MASTER;
        List<Duration> waits = new java.util.ArrayList<>();
        for (int claim = 1; claim <= 7; claim++) {
            restartTerm();
            read(BEHIND_ME);
            assertThat(decide()).as("claim %d", claim).isEqualTo(CLAIM);
            write();
            restartTerm();
            read(BEHIND_ME);
            Instant since = now;
            while (decide() == YIELD) {
                pass(Duration.ofSeconds(1));
            }
            waits.add(Duration.between(since, now));
        }
        assertThat(waits)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(4),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5));
    }

    @Test
    void who_is_held_back_tests_whether_the_holder_lives_and_claims_when_it_does_not() {
        claimThreeTimesFrom(BEHIND_ME);
        restartTerm();
        read(BEHIND_ME);
        assertThat(decide()).isEqualTo(YIELD);
        assertThat(decision().claims()).containsExactly(WITNESS);
        testPeer();
        pass(Bounds.TEST_PATIENCE);
        see(BEHIND_ME, MINE);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void a_wait_for_who_stands_before_this_node_does_not_end_by_the_clock_within_its_term() {
        claimThreeTimesFrom(BEFORE_ME);
        restartTerm();
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
        pass(Rivalry.FIRST_WAIT.plusSeconds(1));
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
        pass(Rivalry.PEACE);
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void a_wait_that_ended_before_the_term_holds_nobody_back() {
        claimThreeTimesFrom(BEFORE_ME);
        pass(Rivalry.FIRST_WAIT.plusSeconds(1));
        restartTerm();
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void a_wait_for_who_stands_behind_this_node_ends_by_the_clock() {
        claimThreeTimesFrom(BEHIND_ME);
        restartTerm();
        read(BEHIND_ME);
        assertThat(decide()).isEqualTo(YIELD);
        pass(Rivalry.FIRST_WAIT.plusSeconds(1));
        read(BEHIND_ME);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    private void claimThreeTimesFrom(Seen holder) {
        for (int claim = 1; claim <= 3; claim++) {
            restartTerm();
            read(holder);
            decide();
            write();
        }
    }

    @Test
    void attempts_that_failed_are_not_counted_as_claims() {
        read(BEHIND_ME);
        for (int attempt = 1; attempt <= 10; attempt++) {
            assertThat(decide()).isEqualTo(CLAIM);
            fail(new Ec2Failure.Throttled("RequestLimitExceeded", ""));
            pass(Duration.ofSeconds(5));
        }
        assertThat(entry().rivalry().claims()).hasSize(1);
    }

    @Test
    void after_ten_minutes_of_peace_nothing_is_held_against_anybody() {
        claimThreeTimesFrom(BEHIND_ME);
        pass(Rivalry.PEACE.plusSeconds(1));
        restartTerm();
        read(BEHIND_ME);
        decide();
        write();
        assertThat(entry().rivalry().until()).isEqualTo(Instant.MIN);
    }
}
