package dev.pointsman.agent.certificate;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.pointsman.agent.certificate.PairOnDisk.Objection;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.NodeFindingCode;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.plan.value.ResourceName;

/** What there is to say about certificates of a node; the one place that decides when it is time to say something. */
public final class CertificateFindings {

    /** From when on it is said that a certificate expires; who renews automatically does so earlier. */
    public static final Duration NOTICE = Duration.ofDays(21);

    /** Certificates that live for days only are renewed late, and by plan: then this share of their life. */
    private static final int SHARE_OF_LIFE = 3;

    private CertificateFindings() {}

    /** A pair that no revision can be served with. */
    static Finding refused(ResourceName secret, Objection objection) {
        return finding(
                codeOf(objection),
                objection.file(),
                secret,
                quoted(objection) + ".",
                "Put the certificate chain and its private key there, readable for the agent and HAProxy only.");
    }

    /** A pair that HAProxy goes on without; the next start of HAProxy could not. */
    static Finding kept(ResourceName secret, Objection objection, String served) {
        return finding(
                codeOf(objection),
                objection.file(),
                secret,
                quoted(objection) + "; HAProxy goes on with " + served
                        + ", and could neither be reloaded nor started again.",
                "Write the certificate chain and its private key anew; they are taken within seconds, without a reload.");
    }

    /** A pair that is one for us. */
    static Finding notTaken(ResourceName secret, Path file, String why, String served) {
        return finding(
                NodeFindingCode.CERTIFICATE_NOT_TAKEN,
                file,
                secret,
                "HAProxy does not take this certificate (" + why + ") and goes on with " + served + ".",
                "Write another pair there, or restart the agent to try this one again.");
    }

    /** What there is to say about a certificate that clients are shown; empty for as long as it is valid for long. */
    static Optional<Finding> ofExpiry(ResourceName secret, Path file, Validity validity, Instant now) {
        if (!now.isBefore(validity.notAfter())) {
            return Optional.of(finding(
                    NodeFindingCode.CERTIFICATE_EXPIRED,
                    file,
                    secret,
                    validity + " has expired, and clients refuse it.",
                    "Put a new one there with its private key; it is taken within seconds, without a reload."));
        }
        Duration left = Duration.between(now, validity.notAfter());
        if (left.compareTo(notice(validity)) >= 0) {
            return Optional.empty();
        }
        return Optional.of(finding(
                NodeFindingCode.CERTIFICATE_EXPIRING,
                file,
                secret,
                validity + " expires in " + inWords(left) + ".",
                "Put a new one there with its private key; it is taken within seconds, without a reload."));
    }

    /** The same for one of the authorities by which others are verified. */
    public static Optional<Finding> ofExpiry(String file, X509Certificate authority, Instant now) {
        Validity validity = Validity.of(authority);
        String who = "the authority \"" + authority.getSubjectX500Principal().getName() + "\" ";
        String hint = "Replace it in its ConfigMap by its successor; both may stand there for a while.";
        if (!now.isBefore(validity.notAfter())) {
            String message = who + "has expired on " + validity.notAfter() + ", and whatever it has signed is refused.";
            return Optional.of(finding(NodeFindingCode.CERTIFICATE_EXPIRED, file, "", message, hint));
        }
        Duration left = Duration.between(now, validity.notAfter());
        String message = who + "expires in " + inWords(left) + ", on " + validity.notAfter() + ".";
        return left.compareTo(notice(validity)) >= 0
                ? Optional.empty()
                : Optional.of(finding(NodeFindingCode.CERTIFICATE_EXPIRING, file, "", message, hint));
    }

    private static Duration notice(Validity validity) {
        Duration share = validity.life().dividedBy(SHARE_OF_LIFE);
        return share.compareTo(NOTICE) < 0 ? share : NOTICE;
    }

    /** Days, and hours on the last one, so that it is not said anew at every look. */
    private static String inWords(Duration left) {
        long days = left.toDays();
        if (days > 0) {
            return days == 1 ? "1 day" : days + " days";
        }
        return left.toHours() == 0 ? "less than an hour" : left.toHours() + " hours";
    }

    private static String quoted(Objection objection) {
        return "\"" + objection.file() + "\" " + objection.what();
    }

    private static NodeFindingCode codeOf(Objection objection) {
        return objection.isMissing() ? NodeFindingCode.CERTIFICATE_MISSING : NodeFindingCode.CERTIFICATE_UNUSABLE;
    }

    private static Finding finding(NodeFindingCode code, Path file, ResourceName secret, String message, String hint) {
        return finding(code, file.toString(), "Secret " + secret, message, hint);
    }

    private static Finding finding(NodeFindingCode code, String file, String subject, String message, String hint) {
        return new Finding(code.severity(), code.text(), Place.ofFile(file), subject, message, hint);
    }
}
