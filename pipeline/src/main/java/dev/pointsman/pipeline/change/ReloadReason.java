package dev.pointsman.pipeline.change;

/**
 * Why a reload is needed; there is no reload without one.
 *
 * @param cause for counting
 * @param sentence for people
 */
public record ReloadReason(Cause cause, String sentence) {

    public ReloadReason {
        if (sentence.isBlank()) {
            throw new IllegalArgumentException("a reload because of " + cause + " does not say why");
        }
    }

    /** What a reload may be needed for; the names are labels of a metric. */
    public enum Cause {
        /** A section of the configuration comes, goes or says something else. */
        SECTION,
        /** A list of certificates or authorities comes, goes or says something else. */
        FILE,
        /** A server changes in a way that no command can follow. */
        SERVER,
        /** The worker lacks a command. */
        COMMAND_MISSING,
        /** The worker refused a command, or did not do what it said. */
        COMMAND_FAILED,
        /** The worker was left in the middle of a change. */
        UNFINISHED,
        /** Nobody knows any more what the worker was given. */
        UNKNOWN
    }

    @Override
    public String toString() {
        return sentence;
    }
}
