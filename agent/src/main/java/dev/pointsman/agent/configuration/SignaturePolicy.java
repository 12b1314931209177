package dev.pointsman.agent.configuration;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose commits are applied.
 *
 * @param allowedSigners absolute path of the keys that may sign, in the format of ssh-keygen(1), "ALLOWED SIGNERS"
 * @param revokedKeys absolute path of the keys that may no longer sign, whatever the other file says: a key revocation list
 *     (ssh-keygen(1), "KEY REVOCATION LISTS") or one public key a line; empty: none is revoked
 * @param allowRollback whether the branch may go to a commit that does not descend from the applied one; without it, nobody who can push
 *     can bring back an old commit with its old, valid signature
 */
public record SignaturePolicy(Path allowedSigners, Optional<Path> revokedKeys, boolean allowRollback) {

    public SignaturePolicy {
        if (!allowedSigners.isAbsolute() || !revokedKeys.map(Path::isAbsolute).orElse(true)) {
            throw new IllegalArgumentException("\""
                    + (allowedSigners.isAbsolute() ? revokedKeys.orElseThrow() : allowedSigners)
                    + "\" is not an absolute path");
        }
    }
}
