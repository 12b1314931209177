package dev.pointsman.lab.sigv4;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The access keys of the lab's account. Safe for use by many threads.
 *
 * <p>Exists because the metadata endpoint issues keys while the EC2 endpoint checks them.
 */
public final class Credentials {

    /** The user that demos and tests sign as unless they say otherwise; AWS's own documentation example. */
    public static final Credential EXAMPLE = Credential.ofUser(
            "AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "arn:aws:iam::111122223333:user/example");

    private final Map<String, Credential> byAccessKey = new ConcurrentHashMap<>();

    public static Credentials of(Credential... known) {
        Credentials credentials = new Credentials();
        for (Credential credential : known) {
            credentials.add(credential);
        }
        return credentials;
    }

    public void add(Credential credential) {
        byAccessKey.put(credential.accessKeyId(), credential);
    }

    /** Makes a key unknown from now on, as when a user's key is deleted. */
    public void remove(String accessKeyId) {
        byAccessKey.remove(accessKeyId);
    }

    public Optional<Credential> find(String accessKeyId) {
        return Optional.ofNullable(byAccessKey.get(accessKeyId));
    }
}
