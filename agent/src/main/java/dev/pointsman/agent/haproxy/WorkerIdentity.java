package dev.pointsman.agent.haproxy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a worker says that it serves.
 *
 * <p>A worker that is being changed by commands says so, from before the first to after the last: whoever finds it like that knows that
 * it may serve neither the old content nor the new, and where it came from.
 *
 * @param digest of the content that it serves; empty in the middle of a change, and when it was not rendered by Pointsman
 * @param leftDigest in the middle of a change: of the content that it served before
 * @param revision the commit; empty when it was not rendered by Pointsman
 */
public record WorkerIdentity(Optional<String> digest, Optional<String> leftDigest, String revision) {

    private static final String UNFINISHED = "unfinished-";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9._-]{0,128}");

    public WorkerIdentity {
        if (!REVISION.matcher(revision).matches()) {
            throw new IllegalArgumentException("revision \"" + revision + "\" is none");
        }
    }

    /** A worker that serves a content whole. */
    public static WorkerIdentity whole(String digest, String revision) {
        return new WorkerIdentity(Optional.of(digest), Optional.empty(), revision);
    }

    /** The same worker, about to be changed. */
    public WorkerIdentity unfinished() {
        return new WorkerIdentity(Optional.empty(), digest, revision);
    }

    /** Reads the two variables; what is in neither form is not ours. */
    static WorkerIdentity of(String digestValue, String revision) {
        String known = REVISION.matcher(revision).matches() ? revision : "";
        if (DIGEST.matcher(digestValue).matches()) {
            return whole(digestValue, known);
        }
        return new WorkerIdentity(
                Optional.empty(),
                Optional.of(digestValue)
                        .filter(value -> value.startsWith(UNFINISHED))
                        .map(value -> value.substring(UNFINISHED.length())),
                known);
    }

    /** How the digest's variable says it. */
    String digestValue() {
        return digest.orElseGet(() -> UNFINISHED + leftDigest.orElse(""));
    }
}
