package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.memory.EntryMemory;
import dev.pointsman.agent.ownership.memory.GroupMemory;
import dev.pointsman.agent.ownership.memory.Pursuit;
import dev.pointsman.agent.ownership.memory.Rivalry;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.memory.Tenure;
import dev.pointsman.agent.ownership.rule.Standing.Vrrp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.pointsman.agent.ownership.rule.Verdict.Kind.CLAIM;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.KEEP;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.RETRY;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.STAND_BY;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.UNCONFIRMED;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.WRITING;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.YIELD;
import static org.assertj.core.api.Assertions.assertThat;

/** The ownership rule as a table of decisions: what is remembered and seen on the left, what is done on the right. */
class OwnershipRuleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final RouteEntry ENTRY = new RouteEntry("rtb-0000000000000000a", "10.99.0.10/32");
    private static final RouteEntry WITNESS = new RouteEntry(ENTRY.table(), "198.18.7.7/32");
    private static final RouteEntry WITNESS_OF_C = new RouteEntry(ENTRY.table(), "198.18.7.8/32");
    private static final Map<RouteEntry, String> WITNESSES = Map.of(WITNESS, "node-b", WITNESS_OF_C, "node-c");
    private static final Map<String, String> FLEET = Map.of("eni-a", "node-a", "eni-b", "node-b", "eni-c", "node-c");

    private static final Seen MINE = new Seen.Target("eni-b", false);
    private static final Seen BEFORE_ME = new Seen.Target("eni-a", false);
    private static final Seen BEHIND_ME = new Seen.Target("eni-c", false);
    private static final Seen OUTSIDE = new Seen.Target("eni-x", false);

    private static final Standing MASTER = new Standing(Vrrp.MASTER, "observed", true, false);
    private static final Standing BACKUP = new Standing(Vrrp.BACKUP, "observed", true, false);

    /** This node stands in the middle of the order. */
    private final OwnershipRule rule =
            new OwnershipRule("eni-b", "node-b", FLEET, List.of("node-a", "node-b", "node-c"));

    private Instant now = START;
    private GroupMemory memory = GroupMemory.blank().of(List.of(ENTRY), WITNESSES);
    private Standing standing = MASTER;

    // ---- rule 0 ----

    @Test
    void backup_never_writes_whatever_it_sees() {
        standing = BACKUP;
        for (Seen seen : List.of(MINE, BEFORE_ME, BEHIND_ME, OUTSIDE, new Seen.Missing(), new Seen.Unread())) {
            read(seen);
            assertThat(decide()).isEqualTo(STAND_BY);
        }
    }

    @Test
    void unknown_mastership_a_silent_haproxy_and_a_drained_node_never_write() {
        for (Standing denied : List.of(
                new Standing(Vrrp.UNKNOWN, "keepalived is stopped", true, false),
                new Standing(Vrrp.MASTER, "observed", false, false),
                new Standing(Vrrp.MASTER, "observed", true, true))) {
            standing = denied;
            read(new Seen.Missing());
            assertThat(decide()).isEqualTo(STAND_BY);
            assertThat(memory.isInTerm()).isFalse();
        }
    }

    @Test
    void losing_mastership_ends_the_term_and_forgets_what_was_held() {
        hold();
        standing = BACKUP;
        decide();
        assertThat(memory.isInTerm()).isFalse();
        assertThat(entry().tenure()).isEqualTo(new Tenure.None());
    }

    @Test
    void losing_mastership_drops_a_pending_retry() {
        read(new Seen.Missing());
        decide();
        fail(new Ec2Failure.Denied("UnauthorizedOperation", "no"));
        standing = BACKUP;
        decide();
        assertThat(entry().pursuit()).isEqualTo(new Pursuit.Idle());
    }

    @Test
    void a_write_under_way_outlives_the_term() {
        read(new Seen.Missing());
        decide();
        memory = memory.writing(ENTRY, now);
        standing = BACKUP;
        assertThat(decide()).isEqualTo(WRITING);
    }

    @Test
    void a_term_starts_with_the_first_look_as_master_and_goes_on() {
        decide();
        Instant started = memory.term();
        pass(Duration.ofSeconds(7));
        decide();
        assertThat(memory.term()).isEqualTo(started).isEqualTo(START);
    }

    // ---- rule 1 ----

    @Test
    void mine_needs_nothing() {
        read(MINE);
        assertThat(decide()).isEqualTo(KEEP);
    }

    @Test
    void mine_as_a_blackhole_is_kept_and_said() {
        read(new Seen.Target("eni-b", true));
        assertThat(decide()).isEqualTo(KEEP);
        assertThat(verdict().reason()).contains("blackhole");
    }

    @Test
    void mine_before_the_term_and_not_just_now_is_written_again() {
        standing = BACKUP;
        read(MINE);
        decide();
        pass(Duration.ofMillis(1100));
        standing = MASTER;
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void mine_just_before_the_term_needs_nothing() {
        standing = BACKUP;
        read(MINE);
        decide();
        pass(Duration.ofMillis(900));
        standing = MASTER;
        assertThat(decide()).isEqualTo(KEEP);
    }

    // ---- rule 2 ----

    @Test
    void missing_and_outside_the_fleet_are_claimed_at_any_time() {
        for (Seen seen : List.of(new Seen.Missing(), OUTSIDE)) {
            read(seen);
            assertThat(decide()).as(seen.text()).isEqualTo(CLAIM);
        }
        hold();
        pass(Bounds.STALENESS);
        for (Seen seen : List.of(new Seen.Missing(), OUTSIDE)) {
            read(seen);
            assertThat(decide()).as("held, then " + seen.text()).isEqualTo(CLAIM);
        }
    }

    @Test
    void a_peers_blackhole_is_claimed_even_when_it_stands_before_this_node() {
        hold();
        read(new Seen.Target("eni-a", true));
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void what_was_taken_and_then_vanished_is_claimed() {
        hold();
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
        read(new Seen.Missing());
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void an_entry_that_was_never_read_is_claimed() {
        assertThat(decide()).isEqualTo(CLAIM);
    }

    // ---- rule 3 ----

    @Test
    void a_peers_entry_is_claimed_when_the_term_starts_whatever_the_order() {
        for (Seen peers : List.of(BEFORE_ME, BEHIND_ME)) {
            read(peers);
            assertThat(decide()).isEqualTo(CLAIM);
        }
    }

    @Test
    void a_new_term_claims_again_from_the_peer_that_took_it_in_the_last_one() {
        hold();
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
        standing = BACKUP;
        decide();
        standing = MASTER;
        assertThat(decide()).isEqualTo(CLAIM);
    }

    // ---- rule 4 ----

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
    void who_holds_entries_takes_the_witness_from_a_peer_that_tests() {
        hold();
        seeWitnessOfC(MINE, BEHIND_ME);
        assertThat(decision().claims()).containsExactly(WITNESS_OF_C);
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

    // ---- rule 5 ----

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 14_999})
    void what_was_there_before_the_own_write_is_no_news_for_a_while(long millis) {
        read(BEHIND_ME);
        decide();
        write();
        pass(Duration.ofMillis(millis));
        read(BEHIND_ME);
        assertThat(decide()).isEqualTo(UNCONFIRMED);
    }

    @Test
    void it_is_no_news_even_after_the_own_value_was_read_once() {
        read(BEHIND_ME);
        decide();
        write();
        read(MINE);
        assertThat(decide()).isEqualTo(KEEP);
        read(BEHIND_ME);
        assertThat(decide()).isEqualTo(UNCONFIRMED);
        pass(Bounds.STALENESS);
        read(BEHIND_ME);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void nothing_but_the_own_value_is_news_for_a_while_whoever_it_shows() {
        // Another replica may show what was before that which was overwritten.
        read(BEHIND_ME);
        decide();
        write();
        for (Seen seen : List.of(BEFORE_ME, OUTSIDE, new Seen.Missing())) {
            read(seen);
            assertThat(decide()).as(seen.text()).isEqualTo(UNCONFIRMED);
        }
        pass(Bounds.STALENESS);
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
    }

    @Test
    void a_reading_as_mine_from_before_or_just_after_the_term_began_is_no_proof_that_it_was_held() {
        read(MINE);
        assertThat(decide()).isEqualTo(KEEP);
        pass(Bounds.STALENESS.minusMillis(1));
        read(MINE);
        decide();
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    // ---- rule 6 ----

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

    // ---- rule 5, attempts ----

    @Test
    void a_reading_that_was_asked_for_before_the_write_was_through_is_no_news() {
        read(BEHIND_ME);
        decide();
        Instant asked = now;
        pass(Duration.ofMillis(50));
        write();
        pass(Duration.ofMillis(50));
        memory = memory.read(Map.of(ENTRY, BEFORE_ME), asked, now);
        assertThat(decide()).isEqualTo(UNCONFIRMED);
        assertThat(entry().seen()).isEqualTo(BEHIND_ME);
    }

    @Test
    void a_reading_while_a_write_is_under_way_is_no_news() {
        read(BEHIND_ME);
        decide();
        memory = memory.writing(ENTRY, now);
        read(BEFORE_ME);
        assertThat(entry().seen()).isEqualTo(BEHIND_ME);
    }

    @Test
    void a_value_that_never_shows_is_written_once_more_and_then_counted_as_taken() {
        read(BEFORE_ME);
        decide();
        write();
        pass(Bounds.STALENESS);
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(CLAIM);
        assertThat(verdict().reason()).contains("still");
        write();
        pass(Bounds.STALENESS);
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
    }

    @Test
    void a_stale_reading_does_not_make_a_missing_entry_be_created_twice() {
        read(new Seen.Missing());
        decide();
        write();
        read(new Seen.Missing());
        assertThat(decide()).isEqualTo(UNCONFIRMED);
        pass(Bounds.STALENESS);
        read(new Seen.Missing());
        assertThat(decide()).isEqualTo(CLAIM);
    }

    // ---- attempts ----

    @Test
    void an_entry_that_is_being_written_is_not_written_twice() {
        read(new Seen.Missing());
        decide();
        memory = memory.writing(ENTRY, now);
        assertThat(decide()).isEqualTo(WRITING);
    }

    @Test
    void a_failed_write_is_tried_again_after_the_backoff_and_the_failure_is_told() {
        read(BEFORE_ME);
        decide();
        fail(new Ec2Failure.Throttled("RequestLimitExceeded", "Request limit exceeded."));
        assertThat(decide()).isEqualTo(RETRY);
        assertThat(verdict().reason()).contains("once").contains("RequestLimitExceeded");
        pass(Duration.ofMillis(100));
        assertThat(decide()).isEqualTo(CLAIM);
        fail(new Ec2Failure.Throttled("RequestLimitExceeded", "Request limit exceeded."));
        pass(Duration.ofMillis(100));
        assertThat(decide()).isEqualTo(RETRY);
        assertThat(verdict().reason()).contains("2 times");
        pass(Duration.ofMillis(100));
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void an_abandoned_write_leaves_nothing_behind() {
        read(BEFORE_ME);
        decide();
        memory = memory.writing(ENTRY, now).abandoned(ENTRY);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void entries_are_decided_one_by_one() {
        RouteEntry other = new RouteEntry("rtb-0000000000000000b", "10.99.0.10/32");
        memory = memory.of(List.of(ENTRY, other), WITNESSES).read(Map.of(ENTRY, MINE, other, BEFORE_ME), now, now);
        assertThat(rule.decide(memory, standing, now).claims()).containsExactly(other);
    }

    @Test
    void what_is_remembered_of_remaining_entries_survives_a_change_of_tables() {
        hold();
        memory = memory.of(List.of(ENTRY, new RouteEntry("rtb-0000000000000000b", "10.99.0.10/32")), WITNESSES);
        assertThat(entry().tenure()).isInstanceOf(Tenure.Held.class);
    }

    // ---- steps ----

    private void read(Seen seen) {
        memory = memory.read(Map.of(ENTRY, seen), now, now);
    }

    private Verdict verdict() {
        Decision decision = rule.decide(memory, standing, now);
        memory = decision.memory();
        return decision.verdicts().get(ENTRY);
    }

    private Verdict.Kind decide() {
        return verdict().kind();
    }

    private void write() {
        memory = memory.writing(ENTRY, now).wrote(ENTRY, now);
    }

    private void fail(Ec2Failure failure) {
        memory = memory.writing(ENTRY, now).failed(ENTRY, failure, now, 1);
    }

    /** This node owns the entry in its term, for longer than any reading could be old. */
    private void hold() {
        standing = MASTER;
        decide();
        pass(Bounds.STALENESS);
        read(MINE);
        assertThat(decide()).isEqualTo(KEEP);
        pass(Duration.ofMinutes(1));
    }

    /** A peer has taken what this node held. */
    private void loseTo(Seen peer) {
        hold();
        read(peer);
        decide();
    }

    /** The witness is claimed, and EC2 confirms it. */
    private void testPeer() {
        assertThat(decision().witnesses()).contains(WITNESS);
        memory = memory.writing(WITNESS, now).wrote(WITNESS, now);
    }

    /** The entry and a peer's witness are read. */
    private void seeWitnessOfC(Seen entry, Seen witness) {
        memory = memory.read(Map.of(ENTRY, entry, WITNESS_OF_C, witness), now, now);
    }

    /** The entry and this node's witness are read. */
    private void see(Seen entry, Seen witness) {
        memory = memory.read(Map.of(ENTRY, entry, WITNESS, witness), now, now);
    }

    private void restartTerm() {
        standing = BACKUP;
        decide();
        standing = MASTER;
    }

    private Decision decision() {
        Decision decision = rule.decide(memory, standing, now);
        memory = decision.memory();
        return decision;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private EntryMemory entry() {
        return memory.entries().get(ENTRY);
    }
}
