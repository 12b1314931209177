package dev.pointsman.agent.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.pipeline.change.ReloadReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Certificates that are renewed under a real HAProxy: clients are shown the new one, and nothing else happens to them. */
class RenewedCertificateTest extends CertifiedNode {

    @Test
    void aRenewedCertificateIsShownWithoutAReloadAndAnOpenConnectionGoesOn() throws Exception {
        try (RunningHaproxy running = serveWithTls();
                SSLSocket open = TestPair.of("client").connect(ADDRESS, port, HOST)) {
            assertThat(ask(open)).isEqualTo("one");
            CertificateRotation rotation = rotation(Instant.now());
            assertThat(lookTwice(rotation).findings()).isEmpty();
            long worker = node.worker().process();

            TestPair second = TestPair.of(HOST, Duration.ofDays(90)).install(layout, WEB);
            CertificateState atOnce = look(rotation);
            assertThat(shown()).isEqualTo(first.certificate());
            assertThat(atOnce.shown().orElseThrow().notAfter())
                    .isEqualTo(first.certificate().getNotAfter().toInstant());

            CertificateState state = look(rotation);

            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(TestPair.shown(ADDRESS, port, "unknown.example.com"))
                    .as("also for names that no certificate was asked for by")
                    .isEqualTo(second.chain());
            assertThat(state.findings()).isEmpty();
            assertThat(state.shown().orElseThrow().notAfter())
                    .isEqualTo(second.certificate().getNotAfter().toInstant());
            assertThat(node.worker().process()).isEqualTo(worker);
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.changes().edits()).containsExactly(1);
            assertThat(ask(open)).isEqualTo("one");

            lookTwice(rotation);
            assertThat(node.changes().edits()).containsExactly(1);
        }
    }

    @Test
    void anotherChainBehindTheSameCertificateIsShown() throws Exception {
        TestPair authority = TestPair.of("authority");
        TestPair leaf = authority.issue(HOST);
        leaf.install(layout, WEB);
        try (RunningHaproxy running = serveWithTls()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);
            assertThat(TestPair.shown(ADDRESS, port, HOST)).isEqualTo(leaf.chain());

            TestPair longer = leaf.followedBy(authority).install(layout, WEB);
            lookTwice(rotation);
            assertThat(TestPair.shown(ADDRESS, port, HOST)).isEqualTo(longer.chain());

            TestPair other = leaf.followedBy(TestPair.of("authority")).install(layout, WEB);
            lookTwice(rotation);
            assertThat(TestPair.shown(ADDRESS, port, HOST)).isEqualTo(other.chain());
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void aCertificateThatWasRenewedWhileNoAgentRanIsShownAndOneThatIsShownIsLeftAlone() throws Exception {
        try (RunningHaproxy running = serveWithTls()) {
            lookTwice(rotation(Instant.now()));
            assertThat(node.changes().edits()).isEmpty();

            TestPair second = TestPair.of(HOST).install(layout, WEB);
            lookTwice(rotation(Instant.now()));

            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(node.changes().edits()).containsExactly(1);
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void whatAnInterruptedAgentHasBegunStandsInNobodysWay() throws Exception {
        try (RunningHaproxy running = serveWithTls()) {
            TestPair begun = TestPair.of(HOST);
            node.worker()
                    .ask("set ssl cert " + layout.certificate(WEB) + " <<\n" + begun.chainText() + begun.keyText());
            assertThat(node.worker().ask("show ssl cert")).contains("*" + layout.certificate(WEB));

            TestPair second = TestPair.of(HOST).install(layout, WEB);
            lookTwice(rotation(Instant.now()));

            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void aChainThatNoCommandCanCarryIsAReloadThatSaysWhy() throws Exception {
        try (RunningHaproxy running = serveWithTls()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);
            TestPair second = TestPair.of(HOST)
                    .followedBy(IntStream.range(0, 7)
                            .mapToObj(i -> TestPair.of("authority " + i + "x".repeat(700)))
                            .toArray(TestPair[]::new))
                    .install(layout, WEB);

            assertThat(lookTwice(rotation).findings()).isEmpty();

            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(node.changes().reasons())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason.sentence())
                            .startsWith("the certificate of Secret edge/web is new, and its ")
                            .endsWith(" bytes are more than the 15000 that one command can carry"))
                    .extracting(ReloadReason::cause)
                    .isEqualTo(ReloadReason.Cause.FILE);
            lookTwice(rotation);
            assertThat(node.changes().reloads()).hasSize(1);
        }
    }
}
