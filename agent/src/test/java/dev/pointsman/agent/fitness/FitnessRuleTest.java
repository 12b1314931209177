package dev.pointsman.agent.fitness;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.fitness.Evidence.Peer;
import dev.pointsman.agent.fitness.Fitness.Fit;
import dev.pointsman.agent.fitness.Fitness.Waiting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a starting node may stand before its peers again; it serves revision "old" or "new", and "new" is the branch's head. */
class FitnessRuleTest {

    private static final Duration EARLY = Duration.ofSeconds(5);
    private static final Duration LATE = FitnessRule.PATIENCE;
    private static final Optional<Duration> ANSWERS = Optional.empty();
    private static final Optional<String> OLD = Optional.of("old");
    private static final Optional<String> NEW = Optional.of("new");
    private static final Optional<String> NONE = Optional.empty();

    @Test
    void it_waits_until_its_haproxy_serves_however_long_that_takes() {
        assertWaits(evidence(LATE, NONE, NEW, ANSWERS), "serves no revision yet");
        assertWaits(evidence(LATE, NONE, NONE, Optional.of(LATE)), "serves no revision yet");
    }

    @Test
    void it_waits_with_what_it_had_before_until_it_serves_what_its_peers_serve() {
        assertWaits(evidence(EARLY, OLD, NEW, ANSWERS, master("new")), "it serves old, and its peers new");
        assertWaits(evidence(LATE, OLD, NEW, ANSWERS, master("new")), "it serves old, and its peers new");
        assertFit(evidence(EARLY, NEW, NEW, ANSWERS, master("new")), "as its peers do");
    }

    @Test
    void before_it_has_heard_from_git_what_its_peers_serve_is_enough() {
        assertFit(evidence(EARLY, OLD, NONE, Optional.of(EARLY), master("old")), "as its peers do");
    }

    @Test
    void what_the_master_serves_counts_more_than_what_the_others_serve() {
        assertWaits(evidence(EARLY, OLD, NEW, ANSWERS, master("new"), backup("old"), backup("old")), "its peers new");
        assertFit(evidence(EARLY, OLD, NEW, ANSWERS, master("old"), backup("new"), backup("new")), "as its peers do");
    }

    @Test
    void of_two_masters_as_in_affinity_zonal_each_will_do() {
        assertFit(evidence(EARLY, OLD, NEW, ANSWERS, master("old"), master("new")), "as its peers do");
    }

    @Test
    void without_a_master_the_most_count_and_of_as_many_each() {
        assertWaits(evidence(EARLY, OLD, NEW, ANSWERS, backup("new"), backup("new"), backup("old")), "its peers new");
        assertFit(evidence(EARLY, OLD, NEW, ANSWERS, backup("new"), backup("old")), "as its peers do");
    }

    @Test
    void peers_that_start_as_well_are_no_example_so_two_never_wait_for_each_other() {
        assertFit(evidence(EARLY, NEW, NEW, ANSWERS, starting("old")), "no peer serves for longer");
        assertFit(evidence(EARLY, NEW, NEW, ANSWERS, starting("old"), starting("older")), "no peer serves for longer");
    }

    @Test
    void without_an_example_it_waits_until_it_serves_the_head_or_has_refused_it() {
        assertWaits(evidence(EARLY, OLD, NONE, ANSWERS, starting("old")), "has not heard from Git lately");
        assertWaits(evidence(EARLY, OLD, NEW, ANSWERS, starting("old")), "the branch's head is new");
        assertFit(new Evidence(EARLY, OLD, NEW, true, ANSWERS, List.of(starting("new"))), "no peer serves for longer");
    }

    @Test
    void what_git_said_before_it_fell_silent_is_no_head() {
        Optional<Duration> silent = Optional.of(EARLY);
        assertWaits(evidence(EARLY, OLD, OLD, silent, starting("new")), "has not heard from Git lately");
        assertWaits(
                new Evidence(EARLY, OLD, NEW, true, silent, List.of(starting("new"))), "has not heard from Git lately");
        assertWaits(evidence(LATE, OLD, OLD, silent, master("new")), "its peers new");
    }

    @Test
    void a_node_that_has_nobody_to_ask_compares_itself_with_git_alone() {
        assertWaits(evidence(EARLY, OLD, NEW, ANSWERS), "the branch's head is new");
        assertFit(evidence(EARLY, NEW, NEW, ANSWERS), "no peer serves for longer");
    }

    @Test
    void a_peer_that_does_not_answer_is_waited_for_but_not_for_ever() {
        assertWaits(evidence(EARLY, NEW, NEW, ANSWERS, Peer.silent("node-b")), "what node-b serves");
        assertFit(evidence(LATE, NEW, NEW, ANSWERS, Peer.silent("node-b")), "has answered for 60 s");
        assertFit(evidence(LATE, OLD, NEW, ANSWERS, Peer.silent("node-b")), "has answered for 60 s");
    }

    @Test
    void a_peer_without_haproxy_is_no_example() {
        Peer down = new Peer("node-b", true, true, false, NONE);

        assertFit(evidence(EARLY, NEW, NEW, ANSWERS, down), "no peer serves for longer");
    }

    @Test
    void peers_that_are_behind_the_head_have_a_minute_to_follow() {
        assertWaits(evidence(EARLY, NEW, NEW, ANSWERS, master("old")), "its peers old");
        assertFit(evidence(LATE, NEW, NEW, ANSWERS, master("old")), "have had 60 s to follow");
    }

    @Test
    void a_revision_that_it_refused_and_its_peers_serve_keeps_it_behind() {
        assertWaits(new Evidence(LATE, OLD, NEW, true, ANSWERS, List.of(master("new"))), "its peers new");
    }

    @Test
    void git_that_has_not_answered_for_a_minute_is_waited_for_no_longer() {
        assertWaits(evidence(EARLY, OLD, NONE, Optional.of(LATE.minusMillis(1)), master("new")), "its peers new");
        assertFit(evidence(LATE, OLD, NONE, Optional.of(LATE), master("new")), "Git has not answered for 60 s");
    }

    @Test
    void once_fit_it_stays_fit() {
        FitnessBoard board = new FitnessBoard();

        assertThat(board.isFit()).isFalse();
        assertThat(board.write(new Waiting("no"))).isFalse();
        assertThat(board.write(new Fit("yes"))).isTrue();
        assertThat(board.write(new Fit("again"))).isFalse();
        assertThat(board.write(new Waiting("no"))).isFalse();
        assertThat(board.read()).isEqualTo(new Fit("yes"));
    }

    private static Evidence evidence(
            Duration since,
            Optional<String> running,
            Optional<String> head,
            Optional<Duration> silence,
            Peer... peers) {
        return new Evidence(since, running, head, false, silence, List.of(peers));
    }

    private static Peer master(String running) {
        return new Peer("node-m", true, true, true, Optional.of(running));
    }

    private static Peer backup(String running) {
        return new Peer("node-b", true, true, false, Optional.of(running));
    }

    private static Peer starting(String running) {
        return new Peer("node-s", true, false, false, Optional.of(running));
    }

    private static void assertFit(Evidence evidence, String reason) {
        assertThat(FitnessRule.judge(evidence)).isInstanceOf(Fit.class);
        assertThat(FitnessRule.judge(evidence).reason()).contains(reason);
    }

    private static void assertWaits(Evidence evidence, String reason) {
        assertThat(FitnessRule.judge(evidence)).isInstanceOf(Waiting.class);
        assertThat(FitnessRule.judge(evidence).reason()).contains(reason);
    }
}
