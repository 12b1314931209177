package dev.pointsman.agent.ownership.machine;

import dev.pointsman.agent.ec2.Ec2Failure;

/** What became of an attempt to write an entry. */
public sealed interface Outcome {

    /** The entry existed and points here now. */
    record Replaced() implements Outcome {}

    /** The entry did not exist and does now. */
    record Created() implements Outcome {}

    /** The entry is gone. */
    record Deleted() implements Outcome {}

    /** EC2 refused. */
    record Failed(Ec2Failure failure) implements Outcome {}

    /** Rule 0 no longer held; nothing was sent after that. */
    record Abandoned(String reason) implements Outcome {}
}
