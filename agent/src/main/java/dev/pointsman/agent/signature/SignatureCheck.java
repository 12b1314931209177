package dev.pointsman.agent.signature;

import java.io.IOException;

import dev.pointsman.agent.configuration.SignaturePolicy;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SignatureVerifier.SignatureVerification;
import org.eclipse.jgit.lib.SignatureVerifiers;
import org.eclipse.jgit.revwalk.RevCommit;

/** Holds a commit's signature against the node's files. */
public final class SignatureCheck {

    private final SignaturePolicy policy;

    public SignatureCheck(SignaturePolicy policy) {
        SshCryptography.settle();
        this.policy = policy;
    }

    /**
     * What the commit's signature is worth.
     *
     * @param commit with its body
     * @throws IOException when the node's files cannot be relied on, so that nothing can be said
     */
    public SignatureVerdict of(Repository repository, RevCommit commit) throws IOException {
        SignerFiles.require(policy);
        byte[] signature = commit.getRawGpgSignature();
        if (signature == null) {
            return new SignatureVerdict.Unsigned();
        }
        GpgConfig.GpgFormat format = SignatureVerifiers.getFormat(signature);
        if (format != GpgConfig.GpgFormat.SSH) {
            return new SignatureVerdict.Foreign(
                    switch (format) {
                        case OPENPGP -> "OpenPGP";
                        case X509 -> "X.509";
                        case null, default -> "unknown";
                    });
        }
        SignatureVerification verification = SignatureVerifiers.verify(repository, settings(), commit);
        if (verification == null) {
            throw new IOException("nothing here can verify an SSH signature: a defect of Pointsman's packaging");
        }
        return verification.verified()
                ? new SignatureVerdict.Trusted(verification.keyUser())
                : new SignatureVerdict.Untrusted(
                        verification.keyFingerprint() == null ? "" : verification.keyFingerprint(),
                        verification.message() == null ? "it does not belong to this commit" : verification.message());
    }

    /** In JGit's words; never those of the repository, which comes from where the commit comes from. */
    private GpgConfig settings() {
        Config config = new Config();
        config.setString(
                "gpg", "ssh", "allowedSignersFile", policy.allowedSigners().toString());
        policy.revokedKeys().ifPresent(file -> config.setString("gpg", "ssh", "revocationFile", file.toString()));
        return new GpgConfig(config);
    }
}
