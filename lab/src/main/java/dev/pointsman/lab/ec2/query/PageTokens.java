package dev.pointsman.lab.ec2.query;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the {@code NextToken} of paginated describes.
 *
 * <p>Exists because a client must hand back exactly the token it was given, for the same question, soon: a token is sealed with a key of
 * this endpoint, names the question it belongs to, and ends.
 */
public final class PageTokens {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int SEAL_BYTES = 16;

    private final byte[] key = new byte[32];
    private final InstantSource clock;

    public PageTokens(InstantSource clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    /**
     * A token that continues a question.
     *
     * @param question the action with everything that narrows it, page size aside
     * @param lastId the last identifier of the page before
     */
    public String after(String question, String lastId) {
        Instant expires = clock.instant().plus(LIFETIME);
        byte[] content = (expires.toEpochMilli() + " " + lastId).getBytes(StandardCharsets.UTF_8);
        byte[] token = new byte[SEAL_BYTES + content.length];
        System.arraycopy(seal(question, content), 0, token, 0, SEAL_BYTES);
        System.arraycopy(content, 0, token, SEAL_BYTES, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * The last identifier of the page before.
     *
     * @throws Ec2Exception {@code InvalidPaginationToken} if it is not ours, has ended, or belongs to another question
     */
    public String lastId(String question, String token) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(token);
            byte[] content = new byte[Math.max(0, decoded.length - SEAL_BYTES)];
            System.arraycopy(decoded, Math.min(SEAL_BYTES, decoded.length), content, 0, content.length);
            byte[] claimed = new byte[SEAL_BYTES];
            System.arraycopy(decoded, 0, claimed, 0, Math.min(SEAL_BYTES, decoded.length));
            if (!MessageDigest.isEqual(claimed, seal(question, content))) {
                throw refused(token);
            }
            String[] parts = new String(content, StandardCharsets.UTF_8).split(" ", 2);
            if (clock.instant().isAfter(Instant.ofEpochMilli(Long.parseLong(parts[0])))) {
                throw refused(token);
            }
            return parts[1];
        } catch (IllegalArgumentException notBase64) {
            throw refused(token);
        }
    }

    private static Ec2Exception refused(String token) {
        return ErrorCode.INVALID_PAGINATION_TOKEN.because(
                "The pagination token '%s' is not valid for this request or has expired", token);
    }

    private byte[] seal(String question, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(question.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] whole = mac.doFinal(content);
            byte[] seal = new byte[SEAL_BYTES];
            System.arraycopy(whole, 0, seal, 0, SEAL_BYTES);
            return seal;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
