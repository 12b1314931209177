package dev.pointsman.agent.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The proof that a webhook's message comes from somebody who knows the secret: HMAC-SHA-256 of its bytes (RFC 2104).
 *
 * <p>Source: the header {@code X-Hub-Signature-256} as GitHub documents it ("Validating webhook deliveries"); Gitea and Forgejo send the
 * same.
 */
final class MessageSignature {

    static final String HEADER = "X-Hub-Signature-256";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private MessageSignature() {}

    /** What the header has to say for a message. */
    static String of(byte[] message, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return PREFIX + HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** Whether the header's value proves the message; takes as long for a nearly right one as for a wrong one. */
    static boolean proves(String header, byte[] message, String secret) {
        return MessageDigest.isEqual(
                of(message, secret).getBytes(StandardCharsets.US_ASCII), header.getBytes(StandardCharsets.UTF_8));
    }
}
