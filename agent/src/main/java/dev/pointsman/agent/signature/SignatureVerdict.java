package dev.pointsman.agent.signature;

/** What a commit's signature is worth on this node. */
public sealed interface SignatureVerdict {

    /**
     * Somebody who may sign has signed it.
     *
     * @param signer the principal of the allowed signers file, for instance an e-mail address
     */
    record Trusted(String signer) implements SignatureVerdict {}

    /** There is no signature. */
    record Unsigned() implements SignatureVerdict {}

    /**
     * There is one, of another kind than SSH's, like that of a forge under a merge made on its page.
     *
     * @param kind for people, for instance {@code OpenPGP}
     */
    record Foreign(String kind) implements SignatureVerdict {}

    /**
     * There is an SSH signature that counts for nothing: of a key that is not allowed, expired or revoked, or of another content.
     *
     * @param fingerprint of the key, {@code SHA256:…}; empty when the signature cannot be read that far
     * @param reason a clause for people
     */
    record Untrusted(String fingerprint, String reason) implements SignatureVerdict {}
}
