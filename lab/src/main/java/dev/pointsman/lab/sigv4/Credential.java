package dev.pointsman.lab.sigv4;

import java.time.Instant;
import java.util.Optional;

/**
 * One access key that the lab's account knows.
 *
 * <p>Exists to hold the two kinds together: a user's key, which lasts, and a role's, which has a session token and ends.
 *
 * @param accessKeyId {@code AKIA…} for users, {@code ASIA…} for roles
 * @param secretAccessKey the key that signatures are derived from
 * @param session present for role credentials only
 * @param principal who it stands for, as the lab's faults and messages name it
 */
public record Credential(String accessKeyId, String secretAccessKey, Optional<Session> session, String principal) {

    /**
     * What temporary credentials have besides.
     *
     * @param token must be sent as {@code X-Amz-Security-Token}
     * @param expires first moment at which they are refused
     */
    public record Session(String token, Instant expires) {}

    public Credential {
        if (accessKeyId.isBlank() || secretAccessKey.isBlank() || principal.isBlank()) {
            throw new IllegalArgumentException(
                    "credential of '%s' has an empty access key, secret or principal".formatted(principal));
        }
    }

    /** A user's key, which lasts. */
    public static Credential ofUser(String accessKeyId, String secretAccessKey, String principal) {
        return new Credential(accessKeyId, secretAccessKey, Optional.empty(), principal);
    }

    /** Never shows the secret or the token. */
    @Override
    public String toString() {
        return "Credential[accessKeyId=%s, principal=%s]".formatted(accessKeyId, principal);
    }
}
