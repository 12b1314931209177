package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.memory.Pursuit;
import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.memory.Tenure;
import dev.pointsman.agent.ownership.rule.Standing.Vrrp;
import org.junit.jupiter.api.Test;

import static dev.pointsman.agent.ownership.rule.Verdict.Kind.STAND_BY;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.WRITING;
import static org.assertj.core.api.Assertions.assertThat;

/** Rule 0: who may write at all. */
class MayWriteTest extends DecidingNode {

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
}
