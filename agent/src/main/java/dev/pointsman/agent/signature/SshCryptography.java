package dev.pointsman.agent.signature;

/**
 * Which cryptography Apache MINA SSHD uses: the JDK's, and Bouncy Castle's for what the JDK's is not asked for, like Ed25519.
 *
 * <p>It would also look for a third library, which is not here, and which the native image must not be made to look for.
 */
public final class SshCryptography {

    /** {@code SecurityUtils.SECURITY_PROVIDER_REGISTRARS}; a literal, because that class reads it when it is first touched. */
    private static final String REGISTRARS = "org.apache.sshd.security.registrars";

    private SshCryptography() {}

    /** Settles it for the whole process; to be called before anything of SSHD is, harmless when repeated. */
    public static void settle() {
        System.setProperty(
                REGISTRARS, "org.apache.sshd.common.util.security.bouncycastle.BouncyCastleSecurityProviderRegistrar");
    }
}
