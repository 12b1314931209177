package dev.pointsman.agent.git;

/** Why the definitions repository gave no revision; the message is one sentence for a person, the kind says who can do something about it. */
public class FetchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong, told apart by what to do next. */
    public enum Kind {
        /** The server does not answer, or not as a Git server; it may come back by itself. */
        UNREACHABLE,
        /** The server took too long; it may get better by itself. */
        TIMED_OUT,
        /** The server does not let this node in; a person must change the credentials. */
        AUTHENTICATION_REFUSED,
        /** The server's host key is not the known one; somebody may be in between, a person must look. */
        HOST_KEY_REFUSED,
        /** There is no repository at that place; a person must change the URL or create it. */
        NO_REPOSITORY,
        /** The repository has no commit yet. */
        EMPTY_REPOSITORY,
        /** The repository has no such branch. */
        MISSING_BRANCH,
        /** The local clone cannot be written, for instance because the disk is full. */
        LOCAL
    }

    private final Kind kind;

    public FetchFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
