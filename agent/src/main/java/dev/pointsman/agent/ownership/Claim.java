package dev.pointsman.agent.ownership;

import java.util.function.Supplier;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.ownership.rule.RouteEntry;
import dev.pointsman.agent.ownership.rule.Standing;

/**
 * One attempt to make this node the owner of one entry.
 *
 * <p>It exists to keep the two calls that an attempt may take together, with rule 0 looked at again before each of them. It never tries
 * again by itself: that is a new decision.
 */
final class Claim {

    /** What became of an attempt. */
    sealed interface Outcome {

        /** The entry existed and points here now. */
        record Replaced() implements Outcome {}

        /** The entry did not exist and does now. */
        record Created() implements Outcome {}

        /** EC2 refused. */
        record Failed(Ec2Failure failure) implements Outcome {}

        /** Rule 0 no longer held; nothing was sent after that. */
        record Abandoned(String reason) implements Outcome {}
    }

    private final RouteTables routeTables;
    private final String interfaceId;
    private final Supplier<Standing> rule0;

    /** @param rule0 observes anew at each call */
    Claim(RouteTables routeTables, String interfaceId, Supplier<Standing> rule0) {
        this.routeTables = routeTables;
        this.interfaceId = interfaceId;
        this.rule0 = rule0;
    }

    Outcome attempt(RouteEntry entry) {
        Outcome outcome = replace(entry);
        if (isFailed(outcome, Ec2Failure.MissingRoute.class)) {
            outcome = create(entry);
        }
        if (isFailed(outcome, Ec2Failure.RouteAlreadyExists.class)) {
            // Another node created it between our two calls.
            outcome = replace(entry);
        }
        return outcome;
    }

    private static boolean isFailed(Outcome outcome, Class<? extends Ec2Failure> how) {
        return outcome instanceof Outcome.Failed(Ec2Failure failure) && how.isInstance(failure);
    }

    private Outcome replace(RouteEntry entry) {
        return write(
                () -> routeTables.replace(entry.table(), entry.destination(), interfaceId), new Outcome.Replaced());
    }

    private Outcome create(RouteEntry entry) {
        return write(() -> routeTables.create(entry.table(), entry.destination(), interfaceId), new Outcome.Created());
    }

    private interface Write {
        void send() throws Ec2Exception;
    }

    private Outcome write(Write write, Outcome done) {
        Standing standing = rule0.get();
        if (!standing.mayWrite()) {
            return new Outcome.Abandoned(standing.reason());
        }
        try {
            write.send();
            return done;
        } catch (Ec2Exception refused) {
            return new Outcome.Failed(refused.failure());
        }
    }
}
