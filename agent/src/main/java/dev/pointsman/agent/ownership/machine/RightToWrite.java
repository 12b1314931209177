package dev.pointsman.agent.ownership.machine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.rule.Ability;

/**
 * What a node knows of its right to write a group's tables, and what it has told keepalived of that.
 *
 * <p>It exists apart from the group's routes because it is tested and told whether or not this node is MASTER.
 */
final class RightToWrite {

    private Ability ability = Ability.unproven();
    private Optional<Boolean> told = Optional.empty();

    /** The group has these tables now. */
    void of(List<String> tables) {
        ability = ability.of(tables);
    }

    /** The test that is due first; from now on it counts as sent. */
    Effect.Try attempt(String group, String destination, Instant now, double jitter) {
        String table = ability.next().orElseThrow();
        ability = ability.testing(table, now, jitter);
        return new Effect.Try(group, new RouteEntry(table, destination));
    }

    /** A test was answered. An entry that is not there could be made: EC2 looks at the right first. */
    void tried(String table, Optional<Ec2Failure> refusal, Instant now) {
        boolean mayWrite = refusal.map(failure -> failure instanceof Ec2Failure.MissingRoute)
                .orElse(true);
        ability = mayWrite ? ability.passed(table) : ability.refused(table, refusal.get(), now);
    }

    /** A write was refused. */
    void refused(String table, Ec2Failure failure, Instant now) {
        ability = ability.refused(table, failure, now);
    }

    /** Draws the conclusion from what is known now; returns whether it is another than before. */
    boolean isJudgedAnew(Instant now) {
        Ability.State before = ability.state();
        ability = ability.judged(now);
        return ability.state() != before;
    }

    /**
     * Whether this node is to stand behind its peers, when keepalived has to be told. What is not proven either way changes nothing: the mark of a
     * machine that starts says so already, and a MASTER whose agent starts anew is not to lose its place by that.
     */
    Optional<Boolean> newMark(boolean isFit) {
        Optional<Boolean> wanted = switch (ability.state()) {
            case UNABLE -> Optional.of(true);
            case ABLE -> isFit ? Optional.of(false) : told;
            case UNPROVEN -> told;
        };
        if (wanted.equals(told)) {
            return Optional.empty();
        }
        told = wanted;
        return wanted;
    }

    Ability ability() {
        return ability;
    }
}
