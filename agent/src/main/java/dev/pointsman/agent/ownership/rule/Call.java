package dev.pointsman.agent.ownership.rule;

import java.util.Optional;

import dev.pointsman.agent.ec2.Ec2Failure;

/**
 * One call that changes an entry.
 *
 * <p>It exists so that the order of calls within an attempt stands in one place. Rule 0 is looked at again before each of them.
 */
public enum Call {
    REPLACE,
    CREATE,
    /** The second and last replacement within an attempt. */
    REPLACE_CREATED,
    DELETE;

    /** What the attempt sends next after that refusal; empty when it has failed. */
    public Optional<Call> after(Ec2Failure failure) {
        return switch (this) {
            case REPLACE -> failure instanceof Ec2Failure.MissingRoute ? Optional.of(CREATE) : Optional.empty();
            // Another node created it between our two calls.
            case CREATE ->
                failure instanceof Ec2Failure.RouteAlreadyExists ? Optional.of(REPLACE_CREATED) : Optional.empty();
            case REPLACE_CREATED, DELETE -> Optional.empty();
        };
    }

    /** Whether that refusal means that there was nothing left to do. */
    public boolean isDoneBy(Ec2Failure failure) {
        return this == DELETE && failure instanceof Ec2Failure.MissingRoute;
    }
}
