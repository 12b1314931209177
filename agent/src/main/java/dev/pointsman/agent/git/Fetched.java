package dev.pointsman.agent.git;

import java.time.Instant;

/**
 * The head of the branch as the repository has it now.
 *
 * @param revision the commit, 40 hexadecimal digits
 * @param subject the commit message's first line
 * @param committedAt the committer's time, as the commit claims it
 * @param rewrittenFrom the head before, when the branch was force-pushed and no longer descends from it; else empty
 * @param clonedAnew whether the local clone was made for this fetch, because there was none, it was damaged or it was of another repository
 */
public record Fetched(String revision, String subject, Instant committedAt, String rewrittenFrom, boolean clonedAnew) {

    public Fetched {
        if (!revision.matches("[0-9a-f]{40}")) {
            throw new IllegalArgumentException("\"" + revision + "\" is not a commit id");
        }
    }

    /** Whether somebody force-pushed the branch since the last fetch. */
    public boolean wasRewritten() {
        return !rewrittenFrom.isEmpty();
    }
}
