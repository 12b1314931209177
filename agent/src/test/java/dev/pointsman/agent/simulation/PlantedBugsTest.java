package dev.pointsman.agent.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.pointsman.agent.ownership.rule.DecisionRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The simulation notices what it is for: each rule is there because without it something breaks. */
class PlantedBugsTest {

    /** Far more than it took each of them to show. */
    private static final int SCHEDULES = 2_000;

    @Test
    void a_master_that_claims_nothing_from_a_peer() {
        assertFound(rule(Plants::withoutClaimFromPeer), Invariant.NO_LONG_BLACKHOLE, Invariant.ALL_SETTLES);
    }

    @Test
    void nobody_yields() {
        assertFound(rule(Plants::withoutYield), Invariant.A_CONTEST_COMES_TO_REST);
    }

    @Test
    void who_yields_asks_no_witness() {
        assertFound(rule(Plants::withoutWitness), Invariant.NO_LONG_BLACKHOLE, Invariant.ALL_SETTLES);
    }

    @Test
    void a_living_master_does_not_take_the_witness_back() {
        assertFound(rule(Plants::withoutAnswer), Invariant.A_CONTEST_COMES_TO_REST);
    }

    @Test
    void a_node_is_master_by_its_address_although_keepalived_is_dead_or_frozen() {
        assertFound(new Tampering(rule -> rule, true, false, false), Invariant.ONLY_A_MASTER_WRITES);
    }

    @Test
    void an_old_reading_counts_as_news() {
        assertFound(rule(Plants::withoutPatience), Invariant.NO_WRITE_ON_OLD_NEWS);
    }

    @Test
    void the_client_sends_a_write_again_by_itself() {
        assertFound(new Tampering(rule -> rule, false, true, false), Invariant.ONLY_A_MASTER_WRITES);
    }

    @Test
    void a_node_that_starts_takes_over_with_whatever_it_has() {
        assertFound(new Tampering(rule -> rule, false, false, true), Invariant.A_STARTING_NODE_STAYS_BEHIND);
    }

    private static Tampering rule(UnaryOperator<DecisionRule> plant) {
        return Tampering.with(plant);
    }

    /** Plays until an invariant breaks that this bug must break. */
    private static void assertFound(Tampering bug, Invariant... expected) {
        Map<Invariant, Long> broken = new EnumMap<>(Invariant.class);
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            try {
                Schedule.play(seed, bug, null);
            } catch (Violation found) {
                broken.putIfAbsent(found.invariant(), seed);
                if (Set.of(expected).contains(found.invariant())) {
                    return;
                }
            }
        }
        assertThat(broken).as("broken invariants, and by which seed first").containsKeys(expected);
    }
}
