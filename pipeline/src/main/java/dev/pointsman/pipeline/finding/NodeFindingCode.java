package dev.pointsman.pipeline.finding;

import java.util.Locale;

/**
 * The stable names of what can be wrong with a revision and cannot be seen in its definitions: with its commit, its tree in Git, or on the
 * node that shall serve it; and of what a node finds out about itself while it serves one.
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
    /** Files that are no certificate with its private key. */
    CERTIFICATE_UNUSABLE,
    /** A certificate that looks well and that HAProxy does not take. */
    CERTIFICATE_NOT_TAKEN(Weight.FAULT),
    /** A certificate that will have expired soon. */
    CERTIFICATE_EXPIRING(Weight.REMARK),
    /** A certificate that has expired. */
    CERTIFICATE_EXPIRED(Weight.FAULT),
    /** An address that the node's machine does not have. */
    ADDRESS_MISSING,
    /** A port that another program of the node listens on. */
    PORT_TAKEN,
    /** HAProxy does not accept the configuration. */
    HAPROXY_REFUSES,
    /** HAProxy accepted the configuration and does not come up with it. */
    RELOAD_FAILED;

    /** What a finding of this code means for a revision; the one place that decides it. */
    public enum Weight {
        /** The revision is refused. */
        REFUSED,
        /** Something is not as it should be, whatever the revision. */
        FAULT,
        /** Worth knowing. */
        REMARK
    }

    private final Weight weight;

    NodeFindingCode() {
        this(Weight.REFUSED);
    }

    NodeFindingCode(Weight weight) {
        this.weight = weight;
    }

    public Weight weight() {
        return weight;
    }

    /** How it is shown: only what is worth knowing is no error. */
    public Severity severity() {
        return weight == Weight.REMARK ? Severity.WARNING : Severity.ERROR;
    }

    /** Kebab case, as it is printed: {@code port-taken}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
