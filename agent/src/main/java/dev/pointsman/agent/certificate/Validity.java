package dev.pointsman.agent.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Which certificate, and from when to when it is valid.
 *
 * @param serial hexadecimal in capitals
 */
public record Validity(String serial, Instant notBefore, Instant notAfter) {

    static Validity of(X509Certificate certificate) {
        return new Validity(
                certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** From its first moment to its last. */
    Duration life() {
        return Duration.between(notBefore, notAfter);
    }

    /** For sentences. */
    @Override
    public String toString() {
        return "the certificate with serial " + serial + " (valid until " + notAfter + ")";
    }
}
