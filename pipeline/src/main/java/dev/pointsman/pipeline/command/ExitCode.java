package dev.pointsman.pipeline.command;

/** What a command's exit code says; the one place that numbers them. */
public enum ExitCode {
    /** All is well. */
    FINE(0),
    /** There are findings, or something is not in the wanted state. */
    FINDINGS(1),
    /** The command could not do its work: wrong usage, something unreachable. */
    COULD_NOT_RUN(2);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
