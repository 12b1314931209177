package dev.pointsman.agent;

/** What {@code pointsman} exits with; the one place that says so. */
public final class ExitCode {

    /** Everything is as wanted. */
    public static final int FINE = 0;

    /** There are findings, or something is not in the wanted state. */
    public static final int NOT_AS_WANTED = 1;

    /** The command could not run: usage, unreachable, unreadable. */
    public static final int COULD_NOT_RUN = 2;

    private ExitCode() {}
}
