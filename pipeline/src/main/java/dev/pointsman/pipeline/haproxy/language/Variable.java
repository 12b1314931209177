package dev.pointsman.pipeline.haproxy.language;

/**
 * The variables that sections agree on: one sets them, others and the log line read them.
 *
 * <p>They exist because the log line is written when the request is gone, and because a name that two sections spell differently is an
 * empty value, not an error.
 */
public final class Variable {

    /** The Service's port that serves the request. */
    public static final String BACKEND = "txn.backend";

    public static final String METHOD = "txn.method";

    /** The host without port, in lower case, without a trailing dot; of a connection: the server name that the client asked for. */
    public static final String HOST = "txn.host";

    /** The path without query. */
    public static final String PATH = "txn.path";

    /** The number drawn for a request that several backends share. */
    public static final String DRAW = "txn.draw";

    /** Process-wide, so that the agent can tell a running worker that a later revision left it as it is. */
    public static final String REVISION = "proc.revision";

    /** Process-wide as well: names what the worker serves. Commands that change a running worker end with telling it. */
    public static final String DIGEST = "proc.digest";

    private Variable() {}
}
