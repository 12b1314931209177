package dev.pointsman.lab.metadata;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The session tokens of one metadata service; exists because version 2 answers nothing without one that is still valid. */
final class SessionTokens {

    /** "The TTL … from a minimum of one second to a maximum of six hours." */
    static final int MAX_TTL_SECONDS = 21_600;

    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    SessionTokens(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param ttlSeconds 1 to {@link #MAX_TTL_SECONDS}
     */
    String issue(int ttlSeconds) {
        Instant now = clock.instant();
        expiries.values().removeIf(expiry -> !now.isBefore(expiry));
        byte[] bytes = new byte[40];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().encodeToString(bytes);
        expiries.put(token, now.plus(Duration.ofSeconds(ttlSeconds)));
        return token;
    }

    boolean isValid(String token) {
        Instant expiry = expiries.get(token);
        return expiry != null && clock.instant().isBefore(expiry);
    }
}
