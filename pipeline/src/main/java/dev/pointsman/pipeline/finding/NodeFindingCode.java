package dev.pointsman.pipeline.finding;

import java.util.Locale;

/**
 * The stable names of what can be wrong with a revision and cannot be seen in its definitions: with its commit, its tree in Git, or on the
 * node that shall serve it.
 *
 * <p>They stand beside {@link FindingCode} so that a code means one thing wherever it is read, and has its page.
 */
public enum NodeFindingCode {
    /** The revision has no folder of the name that the definitions are looked for in. */
    MISSING_FOLDER,
    /** Another repository within the definitions. */
    SUBMODULE,
    /** A file's name that cannot be written to disk as it is. */
    UNSAFE_NAME,
    /** A file whose content is elsewhere. */
    LFS_POINTER,
    /** A commit without a signature, where one is asked for. */
    UNSIGNED_COMMIT,
    /** A commit whose signature nobody vouches for. */
    UNTRUSTED_SIGNATURE,
    /** A revision that does not descend from the applied one, where it has to. */
    ROLLBACK_REFUSED,
    /** The Fleet does not name the node that shall serve it. */
    NODE_NOT_IN_FLEET,
    /** No room for the files of another revision. */
    DISK_FULL,
    /** A certificate or key that the node does not have. */
    CERTIFICATE_MISSING,
    /** An address that the node's machine does not have. */
    ADDRESS_MISSING,
    /** A port that another program of the node listens on. */
    PORT_TAKEN,
    /** HAProxy does not accept the configuration. */
    HAPROXY_REFUSES,
    /** HAProxy accepted the configuration and does not come up with it. */
    RELOAD_FAILED;

    /** Kebab case, as it is printed: {@code port-taken}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
