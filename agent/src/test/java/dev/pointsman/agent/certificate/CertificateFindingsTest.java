package dev.pointsman.agent.certificate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When something is said about a certificate that expires. */
class CertificateFindingsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void threeWeeksBeforeItsEndItIsAWarningAndThenAnError() {
        assertThat(said(Duration.ofDays(90), Duration.ofDays(21))).isEmpty();
        assertThat(said(Duration.ofDays(90), Duration.ofDays(21).minusSeconds(1)))
                .contains("/certs/tls.crt  warning: Secret edge/web: the certificate with serial 2A (valid until"
                        + " 2026-02-21T11:59:59Z) expires in 20 days. Put a new one there with its private key; it is taken"
                        + " within seconds, without a reload.  [certificate-expiring]");
        assertThat(said(Duration.ofDays(90), Duration.ofDays(1).plusHours(1)))
                .get()
                .asString()
                .contains("in 1 day.");
        assertThat(said(Duration.ofDays(90), Duration.ofHours(5)))
                .get()
                .asString()
                .contains("in 5 hours.");
        assertThat(said(Duration.ofDays(90), Duration.ofMinutes(5)))
                .get()
                .asString()
                .contains("in less than an hour.");
        assertThat(said(Duration.ofDays(90), Duration.ZERO))
                .contains("/certs/tls.crt  Secret edge/web: the certificate with serial 2A (valid until"
                        + " 2026-01-31T12:00:00Z) has expired, and clients refuse it. Put a new one there with its private"
                        + " key; it is taken within seconds, without a reload.  [certificate-expired]");
    }

    @Test
    void oneThatLivesForDaysOnlyIsWarnedOfInTheLastThirdOfItsLife() {
        assertThat(said(Duration.ofDays(6), Duration.ofDays(2))).isEmpty();
        assertThat(said(Duration.ofDays(6), Duration.ofDays(2).minusSeconds(1)))
                .get()
                .asString()
                .contains("expires in 1 day.", "[certificate-expiring]");
    }

    @Test
    void anAuthorityIsToldByItsNameAndTheFileThatHasIt() {
        TestPair authority = TestPair.of("internal", Duration.ofDays(90));
        Instant end = authority.certificate().getNotAfter().toInstant();
        assertThat(CertificateFindings.ofExpiry("a.ca.pem", authority.certificate(), end.minus(Duration.ofDays(21))))
                .isEmpty();
        assertThat(CertificateFindings.ofExpiry("a.ca.pem", authority.certificate(), end.minus(Duration.ofDays(3))))
                .get()
                .hasToString("a.ca.pem  warning: the authority \"CN=internal\" expires in 3 days, on " + end
                        + ". Replace it in its ConfigMap by its successor; both may stand there for a while. "
                        + " [certificate-expiring]");
        assertThat(CertificateFindings.ofExpiry("a.ca.pem", authority.certificate(), end))
                .get()
                .hasToString("a.ca.pem  the authority \"CN=internal\" has expired on " + end
                        + ", and whatever it has signed is refused. Replace it in its ConfigMap by its successor; both may"
                        + " stand there for a while.  [certificate-expired]");
    }

    private static Optional<String> said(Duration life, Duration left) {
        Instant end = NOW.plus(left);
        return CertificateFindings.ofExpiry(
                        new ResourceName("edge", "web"),
                        Path.of("/certs/tls.crt"),
                        new Validity("2A", end.minus(life), end),
                        NOW)
                .map(Finding::toString);
    }
}
