package dev.pointsman.agent.simulation;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The ownership protocol holds in many thousands of schedules; {@code ./dev simulate} plays as many as you like. */
class SimulationTest {

    private static final int SCHEDULES = 20_000;

    /** The same in every build, so that a build that breaks one broke it itself; new ground is for {@code ./dev simulate}. */
    private static final long SEED = Long.getLong("pointsman.simulation.seed", 1);

    @Test
    void every_invariant_holds_in_every_schedule() {
        System.out.println("schedules from seed " + SEED);
        List<String> broken = new ArrayList<>();
        for (long seed = SEED; seed < SEED + SCHEDULES && broken.size() < 5; seed++) {
            try {
                Schedule.play(seed, Tampering.NONE, null);
            } catch (Violation violation) {
                broken.add("seed " + seed + ": " + violation.getMessage() + "; again: ./dev simulate --seed " + seed
                        + " --schedules 1 --trace");
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void a_seed_shows_the_same_again() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (long seed = 1; seed <= 20; seed++) {
            Schedule.play(seed, Tampering.NONE, first::add);
            Schedule.play(seed, Tampering.NONE, second::add);
        }
        assertThat(first).hasSizeGreaterThan(100).isEqualTo(second);
    }
}
