package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.util.List;

import dev.pointsman.agent.ownership.memory.Seen;
import org.junit.jupiter.api.Test;

import static dev.pointsman.agent.ownership.rule.Verdict.Kind.CLAIM;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.KEEP;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.YIELD;
import static org.assertj.core.api.Assertions.assertThat;

/** Rules 1 to 3: what a MASTER claims, and what it leaves as it is. */
class ClaimTest extends DecidingNode {

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
}
