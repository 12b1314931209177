package dev.pointsman.agent.ownership.memory;

import java.time.Instant;

import dev.pointsman.agent.ec2.Ec2Failure;

/** How far the present attempt to write an entry has come. */
public sealed interface Pursuit {

    /** How many writes failed in a row. */
    int failures();

    /** Nothing is being written. */
    record Idle() implements Pursuit {
        @Override
        public int failures() {
            return 0;
        }
    }

    /**
     * A write is under way.
     *
     * @param failures how many failed in a row before it
     */
    record Writing(int failures) implements Pursuit {}

    /**
     * A write failed.
     *
     * @param until when the next attempt may be made
     * @param failures how many failed in a row
     * @param failure the last one
     */
    record Waiting(Instant until, int failures, Ec2Failure failure) implements Pursuit {}
}
