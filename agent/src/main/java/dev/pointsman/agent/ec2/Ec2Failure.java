package dev.pointsman.agent.ec2;

/**
 * What EC2 refuses, by what follows from it.
 *
 * <p>It exists so that the decision what to do next stands in one place and needs no error codes.
 */
public sealed interface Ec2Failure {

    /** EC2's error code, or a word of our own where no answer came. */
    String code();

    /** What happened, for people. */
    String message();

    /** There is no such entry: create it. */
    record MissingRoute(String code, String message) implements Ec2Failure {}

    /** There is such an entry already, another writer was faster: replace it. */
    record RouteAlreadyExists(String code, String message) implements Ec2Failure {}

    /** Too many calls in this account and region: try again, later each time. */
    record Throttled(String code, String message) implements Ec2Failure {}

    /** Not allowed, or no valid credentials: a person must act; try again slowly, since a person may have acted. */
    record Denied(String code, String message) implements Ec2Failure {}

    /** EC2 failed, or could not be reached, or did not answer in time; the call may have been done all the same. */
    record Unavailable(String code, String message) implements Ec2Failure {}

    /** EC2 says that the call itself is wrong, for instance because the table or the interface does not exist. */
    record Rejected(String code, String message) implements Ec2Failure {}

    /** The failure as one phrase: code and message. */
    default String text() {
        return code() + ": " + message();
    }
}
