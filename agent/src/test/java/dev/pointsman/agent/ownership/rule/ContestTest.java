package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.memory.Tenure;
import org.junit.jupiter.api.Test;

import static dev.pointsman.agent.ownership.rule.Verdict.Kind.CLAIM;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.KEEP;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.YIELD;
import static org.assertj.core.api.Assertions.assertThat;

/** Rule 4: a peer takes what this node holds, because both believe to be MASTER. */
class ContestTest extends DecidingNode {

    @Test
    void taken_by_a_peer_that_stands_behind_is_taken_back() {
        hold();
        read(BEHIND_ME);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void taken_by_a_peer_that_stands_before_is_left_there_and_told_as_contested() {
        loseTo(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
        assertThat(verdict().reason()).contains("contested").contains("node-a");
    }

    @Test
    void who_yields_claims_the_witness_and_nothing_else() {
        loseTo(BEFORE_ME);
        assertThat(decision().claims()).containsExactly(WITNESS);
    }

    @Test
    void a_witness_that_is_not_taken_back_means_that_the_peer_is_dead() {
        loseTo(BEFORE_ME);
        testPeer();
        pass(Bounds.TEST_PATIENCE.minusMillis(1));
        see(BEFORE_ME, MINE);
        assertThat(decide()).isEqualTo(YIELD);
        pass(Duration.ofMillis(1));
        see(BEFORE_ME, MINE);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void a_witness_that_is_taken_back_means_that_the_peer_lives_until_the_next_test() {
        loseTo(BEFORE_ME);
        Instant begun = now;
        testPeer();
        pass(Bounds.STALENESS);
        see(BEFORE_ME, BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
        assertThat(decision().claims()).isEmpty();
        now = begun.plus(Bounds.TEST_INTERVAL).minusMillis(1);
        see(BEFORE_ME, BEFORE_ME);
        assertThat(decision().claims()).isEmpty();
        now = begun.plus(Bounds.TEST_INTERVAL);
        assertThat(decision().claims()).containsExactly(WITNESS);
    }

    @Test
    void what_the_witness_was_before_the_test_is_no_sign_of_life() {
        loseTo(BEFORE_ME);
        testPeer();
        pass(Bounds.STALENESS.minusMillis(1));
        see(BEFORE_ME, BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
        pass(Bounds.TEST_PATIENCE);
        see(BEFORE_ME, MINE);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void a_witness_that_another_than_the_tested_has_taken_says_nothing_and_the_next_test_comes_in_time() {
        loseTo(BEFORE_ME);
        Instant begun = now;
        testPeer();
        pass(Bounds.STALENESS);
        see(BEFORE_ME, BEHIND_ME);
        assertThat(decide()).isEqualTo(YIELD);
        now = begun.plus(Bounds.TEST_INTERVAL);
        see(BEFORE_ME, BEHIND_ME);
        assertThat(decision().claims()).containsExactly(WITNESS);
    }

    @Test
    void who_holds_entries_takes_the_witness_from_a_peer_behind_it_that_tests() {
        hold();
        seeWitnessOfC(MINE, BEHIND_ME);
        assertThat(decision().claims()).containsExactly(WITNESS_OF_C);
    }

    @Test
    void a_peer_before_it_that_tests_gets_no_answer_because_that_would_say_nothing_of_a_third() {
        hold();
        seeWitnessOfA(MINE);
        assertThat(decision().claims()).isEmpty();
    }

    @Test
    void who_has_answered_is_silent_until_readings_can_show_the_next_test() {
        hold();
        seeWitnessOfC(MINE, BEHIND_ME);
        decide();
        memory = memory.writing(WITNESS_OF_C, now).wrote(WITNESS_OF_C, now);
        pass(Bounds.STALENESS.minusMillis(1));
        seeWitnessOfC(MINE, BEHIND_ME);
        assertThat(decision().claims()).isEmpty();
        pass(Duration.ofMillis(1));
        seeWitnessOfC(MINE, BEHIND_ME);
        assertThat(decision().claims()).containsExactly(WITNESS_OF_C);
    }

    @Test
    void a_witness_that_does_not_point_at_its_tester_asks_nothing() {
        hold();
        for (Seen seen : List.of(new Seen.Missing(), OUTSIDE, MINE, BEFORE_ME)) {
            seeWitnessOfC(MINE, seen);
            assertThat(decision().claims()).as(seen.text()).isEmpty();
        }
    }

    @Test
    void who_holds_nothing_answers_nobody() {
        loseTo(BEFORE_ME);
        testPeer();
        seeWitnessOfC(BEFORE_ME, BEHIND_ME);
        assertThat(decision().claims()).isEmpty();
    }

    @Test
    void a_peer_that_was_taken_for_dead_and_takes_again_is_yielded_to_again() {
        loseTo(BEFORE_ME);
        testPeer();
        pass(Bounds.TEST_PATIENCE);
        see(BEFORE_ME, MINE);
        assertThat(decide()).isEqualTo(CLAIM);
        write();
        read(MINE);
        decide();
        pass(Bounds.STALENESS);
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
    }

    @Test
    void backup_touches_no_witness() {
        hold();
        seeWitnessOfC(MINE, BEHIND_ME);
        standing = BACKUP;
        assertThat(decision().claims()).isEmpty();
    }

    @Test
    void taken_and_given_back_needs_nothing() {
        loseTo(BEFORE_ME);
        read(MINE);
        assertThat(decide()).isEqualTo(KEEP);
    }

    @Test
    void an_old_reading_after_it_was_taken_does_not_make_it_taken_anew() {
        loseTo(BEFORE_ME);
        Tenure taken = entry().tenure();
        pass(Duration.ofSeconds(2));
        read(MINE);
        decide();
        read(BEFORE_ME);
        decide();
        assertThat(entry().tenure()).isEqualTo(taken);
    }

    @Test
    void a_node_outside_the_order_yields_to_everyone_in_it() {
        OwnershipRule stranger = new OwnershipRule("eni-b", "node-b", FLEET, List.of("node-c"));
        hold();
        read(BEHIND_ME);
        assertThat(stranger.decide(memory, standing, now).verdicts().get(ENTRY).kind())
                .isEqualTo(YIELD);
    }
}
