package dev.pointsman.lab.metadata;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

import dev.pointsman.lab.sigv4.Credential;
import dev.pointsman.lab.sigv4.Credentials;

/**
 * The temporary credentials that an instance's role gives it. Safe for use by many threads.
 *
 * <p>Exists to hand out what the account then accepts: each pair is registered with the account's {@link Credentials} and refused there once
 * it has ended. New ones are made at least five minutes before the old ones end (EC2 User Guide, "Retrieve security credentials from
 * instance metadata"), or a fifth of their life if that is shorter.
 */
public final class RoleCredentials {

    /** What AWS gives in practice. */
    public static final Duration USUAL_LIFETIME = Duration.ofHours(6);

    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final int OVERLAP_SHARE = 5;

    private final String role;
    private final String principal;
    private final Duration lifetime;
    private final Credentials account;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private Credential current;
    private Instant issued;

    /**
     * The role of one instance.
     *
     * @param role the role's name, for example {@code pointsman}
     * @param ownerId the account, 12 digits
     * @param instanceId names the session
     * @param lifetime how long each pair of keys is accepted, at least a second
     * @param account where keys are registered
     */
    public RoleCredentials(
            String role,
            String ownerId,
            String instanceId,
            Duration lifetime,
            Credentials account,
            InstantSource clock) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "lifetime '%s' of role credentials is below a second".formatted(lifetime));
        }
        this.role = role;
        this.principal = "arn:aws:sts::%s:assumed-role/%s/%s".formatted(ownerId, role, instanceId);
        this.lifetime = lifetime;
        this.account = account;
        this.clock = clock;
        rotate();
    }

    public String role() {
        return role;
    }

    /** Whom the credentials stand for, the same through all rotations; what faults deny. */
    public String principal() {
        return principal;
    }

    /** The credentials to use now; new ones if the last are about to end. */
    public synchronized Credential current() {
        Duration share = lifetime.dividedBy(OVERLAP_SHARE);
        Duration overlap = share.compareTo(OVERLAP) < 0 ? share : OVERLAP;
        Instant replaceAt = current.session().orElseThrow().expires().minus(overlap);
        if (!clock.instant().isBefore(replaceAt)) {
            rotate();
        }
        return current;
    }

    /** When {@link #current} were made. */
    public synchronized Instant issued() {
        return issued;
    }

    /** Makes new credentials now; the old ones stay valid until they end. */
    public synchronized void rotate() {
        // Whole seconds, because that is what the metadata service can write.
        issued = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        current = new Credential(
                "ASIA" + text(12).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "X"),
                text(30),
                Optional.of(new Credential.Session(text(240), issued.plus(lifetime))),
                principal);
        account.add(current);
    }

    private String text(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getEncoder().encodeToString(drawn);
    }
}
