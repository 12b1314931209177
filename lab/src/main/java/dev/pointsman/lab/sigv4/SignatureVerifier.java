package dev.pointsman.lab.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.pointsman.lab.http.HttpCall;
import dev.pointsman.lab.sigv4.SignatureRefused.Reason;

/**
 * Decides whether a request was signed, for this endpoint and just now, by a key that the account knows.
 *
 * <p>Exists so that a node with wrong, expired or foreign credentials fails in the lab as it would in the cloud.
 */
public final class SignatureVerifier {

    /** "Requests must reach AWS within five minutes of the time stamp" (IAM User Guide; EC2's own page allows 15). */
    public static final Duration DEFAULT_SKEW = Duration.ofMinutes(5);

    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Credentials credentials;
    private final String region;
    private final String service;
    private final Duration skew;
    private final InstantSource clock;

    public SignatureVerifier(
            Credentials credentials, String region, String service, Duration skew, InstantSource clock) {
        this.credentials = credentials;
        this.region = region;
        this.service = service;
        this.skew = skew;
        this.clock = clock;
    }

    /**
     * Returns the credential that signed the call.
     *
     * @throws SignatureRefused if there is none, with the reason
     */
    public Credential verify(HttpCall call) throws SignatureRefused {
        String header = call.header("Authorization")
                .orElseThrow(() -> new SignatureRefused(
                        Reason.MISSING, "The request must contain valid credentials in an Authorization header"));
        Authorization authorization = Authorization.parse(header);
        Instant signedAt = signedAt(call);
        requireRecent(signedAt);
        requireScope(authorization, signedAt);
        requireSigned(call, authorization);
        Credential credential = credentials
                .find(authorization.accessKeyId())
                .orElseThrow(() -> new SignatureRefused(
                        Reason.UNKNOWN_KEY, "access key '%s' does not exist".formatted(authorization.accessKeyId())));
        requireSession(call, credential);
        requireSignature(call, authorization, credential, signedAt);
        return credential;
    }

    private static Instant signedAt(HttpCall call) throws SignatureRefused {
        Optional<String> amazonDate = call.header("X-Amz-Date");
        try {
            if (amazonDate.isPresent()) {
                return Instant.from(BASIC.parse(amazonDate.get()));
            }
            String date = call.header("Date")
                    .orElseThrow(() -> new SignatureRefused(
                            Reason.INCOMPLETE,
                            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header"));
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            throw new SignatureRefused(
                    Reason.INCOMPLETE,
                    "date must be in ISO-8601 'basic format', as in '20260131T235959Z': got '%s'"
                            .formatted(amazonDate.or(() -> call.header("Date")).orElse("")));
        }
    }

    private void requireRecent(Instant signedAt) throws SignatureRefused {
        Instant now = clock.instant();
        if (Duration.between(signedAt, now).abs().compareTo(skew) > 0) {
            throw new SignatureRefused(
                    Reason.EXPIRED,
                    "Request has expired: it is dated '%s', the service's clock says '%s' and allows '%s'"
                            .formatted(signedAt, now, skew));
        }
    }

    private void requireScope(Authorization authorization, Instant signedAt) throws SignatureRefused {
        String day = BASIC.format(signedAt).substring(0, 8);
        if (!authorization.date().equals(day)) {
            throw new SignatureRefused(
                    Reason.WRONG_SCOPE,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date: '%s' and '%s'"
                            .formatted(authorization.date(), day));
        }
        if (!authorization.region().equals(region)) {
            throw new SignatureRefused(
                    Reason.WRONG_SCOPE,
                    "Credential should be scoped to a valid region, not '%s'.".formatted(authorization.region()));
        }
        if (!authorization.service().equals(service)) {
            throw new SignatureRefused(
                    Reason.WRONG_SCOPE,
                    "Credential should be scoped to correct service: '%s', not '%s'."
                            .formatted(service, authorization.service()));
        }
    }

    /** Host and every X-Amz- header that is sent must be signed; the session token is one of the latter. */
    private static void requireSigned(HttpCall call, Authorization authorization) throws SignatureRefused {
        if (!authorization.signedHeaders().contains("host")) {
            throw new SignatureRefused(
                    Reason.UNSIGNED_HEADER, "'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (String name : call.headers().keySet()) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith("x-amz-") && !authorization.signedHeaders().contains(lowerCase)) {
                throw new SignatureRefused(
                        Reason.UNSIGNED_HEADER,
                        "'%s' must be a 'SignedHeader' in the AWS Authorization.".formatted(lowerCase));
            }
        }
    }

    private void requireSession(HttpCall call, Credential credential) throws SignatureRefused {
        Optional<String> sent = call.header("X-Amz-Security-Token");
        Optional<String> issued = credential.session().map(Credential.Session::token);
        if (!sent.equals(issued)) {
            throw new SignatureRefused(
                    Reason.UNKNOWN_KEY,
                    "the session token is not the one that was issued with access key '%s'"
                            .formatted(credential.accessKeyId()));
        }
        Instant now = clock.instant();
        if (credential
                .session()
                .filter(session -> !now.isBefore(session.expires()))
                .isPresent()) {
            throw new SignatureRefused(
                    Reason.EXPIRED,
                    "Request has expired: the credentials with access key '%s' ended at '%s'"
                            .formatted(
                                    credential.accessKeyId(),
                                    credential.session().get().expires()));
        }
    }

    private static void requireSignature(
            HttpCall call, Authorization authorization, Credential credential, Instant signedAt)
            throws SignatureRefused {
        String payloadHash = hash(call.body());
        Optional<String> declared = call.header("X-Amz-Content-Sha256");
        if (declared.isPresent() && !declared.get().equals(payloadHash)) {
            throw new SignatureRefused(
                    Reason.MISMATCH,
                    "The provided 'x-amz-content-sha256' header '%s' does not match what was computed: '%s'"
                            .formatted(declared.get(), payloadHash));
        }
        String canonical = CanonicalRequest.of(call, authorization.signedHeaders(), payloadHash);
        String toSign = String.join(
                "\n",
                Authorization.ALGORITHM,
                BASIC.format(signedAt),
                authorization.scope(),
                hash(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + credential.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : authorization.scope().split("/")) {
            key = hmac(key, part);
        }
        String computed = HexFormat.of().formatHex(hmac(key, toSign));
        if (!MessageDigest.isEqual(
                computed.getBytes(StandardCharsets.US_ASCII),
                authorization.signature().getBytes(StandardCharsets.UTF_8))) {
            throw new SignatureRefused(
                    Reason.MISMATCH, "The request signature we calculated does not match the signature you provided.");
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
