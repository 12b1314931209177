package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.ec2.Ec2Failure;
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
    private GroupMemory memory = GroupMemory.blank().of(List.of(ENTRY));
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
        memory = memory.writing(ENTRY);
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
        pass(OwnershipRule.STALENESS);
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
    void taken_by_a_peer_that_stands_before_is_left_for_a_while_then_tried() {
        hold();
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
        assertThat(verdict().reason()).contains("contested").contains("node-a");
        pass(OwnershipRule.YIELD_TIME.minusMillis(1));
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
        pass(Duration.ofMillis(1));
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void tried_after_yielding_and_taken_again_is_left_again() {
        hold();
        read(BEFORE_ME);
        decide();
        pass(OwnershipRule.YIELD_TIME);
        assertThat(decide()).isEqualTo(CLAIM);
        write();
        pass(OwnershipRule.STALENESS);
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
    }

    @Test
    void taken_and_given_back_is_held() {
        hold();
        read(BEFORE_ME);
        decide();
        read(MINE);
        assertThat(decide()).isEqualTo(KEEP);
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
        pass(OwnershipRule.STALENESS);
        read(BEHIND_ME);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void another_peer_than_before_is_news_at_once() {
        read(BEHIND_ME);
        decide();
        write();
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(YIELD);
    }

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
        memory = memory.writing(ENTRY);
        read(BEFORE_ME);
        assertThat(entry().seen()).isEqualTo(BEHIND_ME);
    }

    @Test
    void a_value_that_never_shows_is_written_once_more_and_then_counted_as_taken() {
        read(BEFORE_ME);
        decide();
        write();
        pass(OwnershipRule.STALENESS);
        read(BEFORE_ME);
        assertThat(decide()).isEqualTo(CLAIM);
        assertThat(verdict().reason()).contains("still");
        write();
        pass(OwnershipRule.STALENESS);
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
        pass(OwnershipRule.STALENESS);
        read(new Seen.Missing());
        assertThat(decide()).isEqualTo(CLAIM);
    }

    // ---- attempts ----

    @Test
    void an_entry_that_is_being_written_is_not_written_twice() {
        read(new Seen.Missing());
        decide();
        memory = memory.writing(ENTRY);
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
        memory = memory.writing(ENTRY).abandoned(ENTRY);
        assertThat(decide()).isEqualTo(CLAIM);
    }

    @Test
    void entries_are_decided_one_by_one() {
        RouteEntry other = new RouteEntry("rtb-0000000000000000b", "10.99.0.10/32");
        memory = memory.of(List.of(ENTRY, other)).read(Map.of(ENTRY, MINE, other, BEFORE_ME), now, now);
        assertThat(rule.decide(memory, standing, now).claims()).containsExactly(other);
    }

    @Test
    void what_is_remembered_of_remaining_entries_survives_a_change_of_tables() {
        hold();
        memory = memory.of(List.of(ENTRY, new RouteEntry("rtb-0000000000000000b", "10.99.0.10/32")));
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
        memory = memory.writing(ENTRY).wrote(ENTRY, now);
    }

    private void fail(Ec2Failure failure) {
        memory = memory.writing(ENTRY).failed(ENTRY, failure, now, 1);
    }

    /** This node owns the entry in its term, for longer than any reading could be old. */
    private void hold() {
        standing = MASTER;
        read(MINE);
        assertThat(decide()).isEqualTo(KEEP);
        pass(Duration.ofMinutes(1));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private EntryMemory entry() {
        return memory.entries().get(ENTRY);
    }
}
