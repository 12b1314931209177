package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.ownership.machine.Outcome;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.rule.Call;
import dev.pointsman.agent.ownership.rule.Standing;

/**
 * One attempt to write one entry.
 *
 * <p>It exists to keep the calls that an attempt may take together, with rule 0 looked at again before each of them. It never tries again by
 * itself: that is a new decision.
 */
final class Claim {

    /** A look older than this is repeated (rule 0). */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final RouteTables routeTables;
    private final String interfaceId;
    private final Supplier<Standing> rule0;

    /** @param rule0 observes anew at each call */
    Claim(RouteTables routeTables, String interfaceId, Supplier<Standing> rule0) {
        this.routeTables = routeTables;
        this.interfaceId = interfaceId;
        this.rule0 = rule0;
    }

    Outcome attempt(RouteEntry entry, Call first) {
        Call call = first;
        while (true) {
            Standing standing = freshly();
            if (!standing.mayWrite()) {
                return new Outcome.Abandoned(standing.reason());
            }
            try {
                send(call, entry);
                return done(call);
            } catch (Ec2Exception refused) {
                Ec2Failure failure = refused.failure();
                if (call.isDoneBy(failure)) {
                    return done(call);
                }
                Optional<Call> next = call.after(failure);
                if (next.isEmpty()) {
                    return new Outcome.Failed(failure);
                }
                call = next.get();
            }
        }
    }

    /** A node that was frozen while it looked looks again: what it saw may be of another time. */
    private Standing freshly() {
        while (true) {
            long asked = System.nanoTime();
            Standing standing = rule0.get();
            if (System.nanoTime() - asked < FRESH.toNanos()) {
                return standing;
            }
        }
    }

    private void send(Call call, RouteEntry entry) throws Ec2Exception {
        switch (call) {
            case REPLACE, REPLACE_CREATED -> routeTables.replace(entry.table(), entry.destination(), interfaceId);
            case CREATE -> routeTables.create(entry.table(), entry.destination(), interfaceId);
            case DELETE -> routeTables.delete(entry.table(), entry.destination());
        }
    }

    private static Outcome done(Call call) {
        return switch (call) {
            case REPLACE, REPLACE_CREATED -> new Outcome.Replaced();
            case CREATE -> new Outcome.Created();
            case DELETE -> new Outcome.Deleted();
        };
    }
}
