package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.report.OwnershipView.Action;
import dev.pointsman.agent.ownership.report.OwnershipView.Entry;
import dev.pointsman.lab.fault.Availability;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Limit;
import org.junit.jupiter.api.Test;

import static dev.pointsman.agent.ec2.Ec2Lab.ENI_A;
import static dev.pointsman.agent.ec2.Ec2Lab.ENI_B;
import static org.assertj.core.api.Assertions.assertThat;

/** Claims that EC2 throttles, denies or does not answer, and nodes that may not write. */
class RefusedClaimTest extends TurningLoop {

    @Test
    void one_table_that_fails_holds_up_no_other_and_is_told() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().deny(Faults.ANY, "ReplaceRoute", TABLE);
        machine.becomeMaster();

        Done done = tell("MASTER");

        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.text()).contains(TABLE, "UnauthorizedOperation", "next attempt");
        assertThat(lab.tables().stream()
                        .filter(table -> lab.target(table).orElseThrow().equals(ENI_B)))
                .hasSize(3);
        assertThat(loop.view().orElseThrow().problems())
                .singleElement()
                .asString()
                .contains("MASTER, but " + TABLE, "node-a", "UnauthorizedOperation");
        assertThat(entries().stream().filter(Entry::isDrift))
                .extracting(Entry::routeTable)
                .containsExactly(TABLE);
    }

    @Test
    void a_denied_claim_is_tried_again_and_made_once_a_person_has_allowed_it() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().deny(Faults.ANY, "ReplaceRoute", TABLE);
        machine.becomeMaster();
        assertThat(tell("MASTER").exitCode()).isEqualTo(1);

        lab.faults().clearDenials();

        await(() -> lab.allPointAt(ENI_B));
        await(() -> loop.view().orElseThrow().problems().isEmpty());
    }

    @Test
    void throttled_claims_go_on_until_all_is_moved() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().throttle(new Limit(1, 4), Limit.READING, Limit.READING_UNQUALIFIED);
        machine.becomeMaster();

        assertThat(loop.look(new Notify("INSTANCE", "edge", "MASTER", "240"))
                        .get(30, TimeUnit.SECONDS)
                        .exitCode())
                .isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
    }

    @Test
    void an_ec2_that_is_down_is_told_and_the_claim_is_made_when_it_is_back() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().setAvailability(Availability.REFUSING);
        machine.becomeMaster();
        CompletableFuture<Done> verdict = loop.look(new Notify("INSTANCE", "edge", "MASTER", "240"));
        await(() -> loop.view().orElseThrow().problems().stream()
                .anyMatch(problem -> problem.startsWith("failed to read")));
        assertThat(verdict).isNotDone();
        assertThat(loop.view().orElseThrow().problems()).anyMatch(problem -> problem.contains("next attempt"));

        lab.faults().setAvailability(Availability.UP);

        assertThat(verdict.get(15, TimeUnit.SECONDS).exitCode()).isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
        await(() -> loop.view().orElseThrow().problems().isEmpty());
    }

    @Test
    void a_write_whose_answer_was_lost_is_found_done() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().loseAnswers("ReplaceRoute", 4);
        machine.becomeMaster();

        assertThat(tell("MASTER").exitCode()).isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
    }

    @Test
    void no_further_write_is_sent_once_mastership_is_lost() throws Exception {
        lab.close();
        lab = Ec2Lab.start(36);
        lab.pointAllAt(ENI_A);
        lab.faults().delay("ReplaceRoute", Duration.ofMillis(300));
        startLoop();
        lab.forgetCalls();
        machine.becomeMaster();
        loop.look(new Notify("INSTANCE", "edge", "MASTER", "240"));
        await(() -> lab.calls("ReplaceRoute").size() >= 8);

        machine.becomeBackup();
        int sent = lab.calls("ReplaceRoute").size();
        await(() -> !loop.view().orElseThrow().claims().isEmpty());

        // As many as there are slots may have been on their way; the rest of the 40 were not sent.
        assertThat(lab.calls("ReplaceRoute"))
                .hasSizeLessThanOrEqualTo(sent + 16)
                .hasSizeLessThan(40);
        assertThat(loop.view().orElseThrow().claims().getFirst().moves())
                .filteredOn(move -> move.action() == Action.ABANDONED)
                .allSatisfy(move -> assertThat(move.error()).contains("not MASTER"));
    }

    @Test
    void a_missing_entry_is_not_created_when_mastership_is_lost_between_the_two_calls() throws Exception {
        startLoop();
        lab.faults().delay("ReplaceRoute", Duration.ofMillis(500));
        machine.becomeMaster();
        loop.look(new Notify("INSTANCE", "edge", "MASTER", "240"));
        Thread.sleep(200);
        machine.becomeBackup();

        await(() -> !loop.view().orElseThrow().claims().isEmpty());
        assertThat(lab.calls("CreateRoute")).isEmpty();
    }

    @Test
    void a_master_whose_haproxy_does_not_serve_or_that_is_drained_writes_nothing_and_says_why() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        machine.haproxyStops();
        machine.becomeMaster();
        Done done = tell("MASTER");
        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.text()).contains("HAProxy does not serve");

        machine.haproxyServes();
        machine.drain();
        await(() -> loop.view().orElseThrow().problems().stream().anyMatch(problem -> problem.contains("drained")));
        assertNothingWritten();

        machine.undrain();
        await(() -> lab.allPointAt(ENI_B));
    }

    @Test
    void every_table_is_tested_for_the_right_to_write_it() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        loop.becomeFit();

        await(() -> marks.equals(List.of(false)));
        assertThat(lab.dryRuns("ReplaceRoute")).hasSize(4);
        assertNothingWritten();
    }
}
