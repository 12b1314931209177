package dev.pointsman.lab.sigv4;

/**
 * Says why a request's signature is not accepted.
 *
 * <p>Exists apart from EC2's error codes because services spell the same reason differently.
 */
public final class SignatureRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, from the request's form inwards. */
    public enum Reason {
        /** There is no {@code Authorization} header. */
        MISSING,
        /** The header or the date lacks a part or cannot be read. */
        INCOMPLETE,
        /** The date, or the end of temporary credentials, lies too far away. */
        EXPIRED,
        /** The access key is unknown, or its session token missing or wrong. */
        UNKNOWN_KEY,
        /** Date, region or service of the credential scope are not this endpoint's. */
        WRONG_SCOPE,
        /** A header that must be signed is not. */
        UNSIGNED_HEADER,
        /** The signature is not the one that the secret gives for this request. */
        MISMATCH
    }

    private final Reason reason;

    SignatureRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
