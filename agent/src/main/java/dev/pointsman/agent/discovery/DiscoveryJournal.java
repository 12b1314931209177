package dev.pointsman.agent.discovery;

import dev.pointsman.agent.ec2.Ec2Failure;

/** Is told of every question to EC2 about instances; exists so that they are counted. */
public interface DiscoveryJournal {

    /** Who does not count. */
    DiscoveryJournal NONE = new DiscoveryJournal() {};

    /** EC2 answered, in that many calls of its API. */
    default void answered(int calls) {}

    /** EC2 did not answer, or said no; one call. */
    default void refused(Ec2Failure failure) {}
}
