package dev.pointsman.agent.signature;

import org.apache.sshd.common.util.security.SecurityProviderChoice;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.SignatureVerifiers;
import org.eclipse.jgit.signing.ssh.SshSignatureVerifierFactory;

/**
 * Which cryptography Apache MINA SSHD uses: the JDK's, and Bouncy Castle's for Ed25519 alone, which it does not ask the JDK for.
 *
 * <p>Left to itself it would take Bouncy Castle for everything, of which the native image would then have to carry every algorithm, and
 * look for a third library, which is not here.
 */
public final class SshCryptography {

    /** The names are {@code SecurityUtils}' and {@code AbstractSecurityProviderRegistrar}'s; literals, because those read them at once. */
    private static final String REGISTRARS = "org.apache.sshd.security.registrars";

    private static final String BOUNCY_CASTLE = "org.apache.sshd.security.provider.BC.";

    private SshCryptography() {}

    /** Settles it for the whole process; to be called before anything of SSHD is, harmless when repeated. */
    public static void settle() {
        System.setProperty(
                REGISTRARS, "org.apache.sshd.common.util.security.bouncycastle.BouncyCastleSecurityProviderRegistrar");
        System.setProperty(BOUNCY_CASTLE + "KeyFactory", "Ed25519");
        System.setProperty(BOUNCY_CASTLE + "Signature", "Ed25519");
        System.setProperty(BOUNCY_CASTLE + "KeyPairGenerator", "Ed25519");
        for (String other : new String[] {"CertificateFactory", "Cipher", "KeyAgreement", "Mac", "MessageDigest"}) {
            System.setProperty(BOUNCY_CASTLE + other, "none");
        }
        // Where it is registered, Bouncy Castle is also what everything else comes from that nobody was named for.
        if (SecurityUtils.isBouncyCastleRegistered()) {
            SecurityUtils.setDefaultProviderChoice(SecurityProviderChoice.EMPTY);
        }
        // JGit finds it as a service, of which there are none in the native image.
        SignatureVerifiers.set(GpgConfig.GpgFormat.SSH, new SshSignatureVerifierFactory().create());
    }
}
