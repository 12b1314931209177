package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.memory.Tenure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.pointsman.agent.ownership.rule.Verdict.Kind.CLAIM;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.KEEP;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.RETRY;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.UNCONFIRMED;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.WRITING;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.YIELD;
import static org.assertj.core.api.Assertions.assertThat;

/** Rule 5: the own write is not doubted for a while; what becomes of attempts. */
class OwnWriteTest extends DecidingNode {

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
}
