package dev.pointsman.agent.certificate;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.pipeline.change.ReloadReason;
import dev.pointsman.pipeline.finding.Finding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that make no certificate, or none that clients take: it is said, and the one before is shown on. */
class UnusableCertificateTest extends CertifiedNode {

    @Test
    void aPairOfWhichOneFileIsNewIsNotTakenUntilTheOtherIsThere() throws Exception {
        try (RunningHaproxy running = serveWithTls()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);
            TestPair second = TestPair.of(HOST);

            Files.writeString(layout.certificate(WEB), second.chainText());
            assertThat(look(rotation).findings()).as("it may be being written").isEmpty();
            CertificateState state = look(rotation);

            assertThat(shown()).isEqualTo(first.certificate());
            assertThat(state.findings())
                    .singleElement()
                    .hasToString(
                            "%s  Secret edge/web: \"%s\" is not the key of the certificate beside it; HAProxy goes on with"
                                            .formatted(layout.privateKey(WEB), layout.privateKey(WEB))
                                    + " the certificate with serial %s (valid until %s), and could neither be reloaded nor started again."
                                            .formatted(
                                                    first.serial().toString(16).toUpperCase(),
                                                    first.certificate()
                                                            .getNotAfter()
                                                            .toInstant())
                                    + " Write the certificate chain and its private key anew; they are taken within seconds, without a"
                                    + " reload.  [certificate-unusable]");

            Files.writeString(layout.privateKey(WEB), second.keyText());
            assertThat(lookTwice(rotation).findings()).isEmpty();
            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void halfAFileAndAFileThatIsGoneAreNotTaken() throws Exception {
        try (RunningHaproxy running = serveWithTls()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);

            Files.writeString(layout.privateKey(WEB), first.keyText().substring(0, 100));
            assertThat(lookTwice(rotation).findings())
                    .extracting(Finding::code)
                    .containsExactly("certificate-unusable");
            Files.delete(layout.certificate(WEB));
            assertThat(lookTwice(rotation).findings()).extracting(Finding::code).containsExactly("certificate-missing");

            assertThat(shown()).isEqualTo(first.certificate());
            first.install(layout, WEB);
            assertThat(lookTwice(rotation).findings()).isEmpty();
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void aPairThatHaproxyRefusesIsReportedOnceAndTheOneBeforeStays() throws Exception {
        try (RunningHaproxy running = serveWithTls()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);
            TestPair.weak(HOST).install(layout, WEB);

            assertThat(lookTwice(rotation).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.code()).isEqualTo("certificate-not-taken"))
                    .satisfies(finding -> assertThat(finding.message())
                            .startsWith("HAProxy does not take this certificate (")
                            .contains("goes on with the certificate with serial "
                                    + first.serial().toString(16).toUpperCase()));

            assertThat(shown()).isEqualTo(first.certificate());
            assertThat(lookTwice(rotation).findings()).hasSize(1);
            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::cause)
                    .containsExactly(ReloadReason.Cause.COMMAND_FAILED);
            TestPair second = TestPair.of(HOST).install(layout, WEB);
            assertThat(lookTwice(rotation).findings()).isEmpty();
            assertThat(shown()).isEqualTo(second.certificate());
        }
    }

    @Test
    void expiryIsToldByWhatIsShownAlsoWhenTheFilesAreNew() throws Exception {
        Instant end = first.certificate().getNotAfter().toInstant();
        try (RunningHaproxy running = serveWithTls()) {
            CertificateRotation later = rotation(end.plusSeconds(1));
            assertThat(look(later).findings())
                    .singleElement()
                    .hasToString(
                            "%s  Secret edge/web: the certificate with serial %s (valid until %s) has expired, and clients"
                                            .formatted(
                                                    layout.certificate(WEB),
                                                    first.serial().toString(16).toUpperCase(),
                                                    end)
                                    + " refuse it. Put a new one there with its private key; it is taken within seconds, without a"
                                    + " reload.  [certificate-expired]");
            TestPair.of(HOST, Duration.ofDays(90)).install(layout, WEB);
            assertThat(look(later).findings())
                    .as("the worker shows the old one")
                    .extracting(Finding::code)
                    .containsExactly("certificate-expired");
            assertThat(look(later).findings()).isEmpty();
        }
    }

    @Test
    void withoutHaproxyTheFilesAreJudgedAsTheNextStartWouldFindThem() throws Exception {
        CertificateRotation rotation = rotation(Instant.now());
        assertThat(lookTwice(rotation).findings()).isEmpty();

        Files.writeString(layout.privateKey(WEB), TestPair.of(HOST).keyText());
        CertificateState state = lookTwice(rotation);

        assertThat(state.shown()).isEmpty();
        assertThat(state.findings()).extracting(Finding::code).containsExactly("certificate-unusable");
    }
}
