package dev.pointsman.pipeline.certificate;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which texts are the key of a certificate, in every notation that OpenSSL writes. */
class PrivateKeyTextTest {

    private static final Pair RSA = Pair.of("RSA", 2048, "SHA256withRSA");
    private static final Pair EC = Pair.of("EC", 384, "SHA384withECDSA");
    private static final Pair ED = Pair.of("Ed25519", 255, "Ed25519");

    private record Pair(String name, X509Certificate certificate, PrivateKey key) {

        static Pair of(String algorithm, int size, String signature) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                generator.initialize(size);
                KeyPair keys = generator.generateKeyPair();
                X500Name name = new X500Name("CN=a.example.com");
                JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.EPOCH),
                        Date.from(Instant.parse("2100-01-01T00:00:00Z")),
                        name,
                        keys.getPublic());
                return new Pair(
                        algorithm,
                        new JcaX509CertificateConverter()
                                .getCertificate(
                                        builder.build(new JcaContentSignerBuilder(signature).build(keys.getPrivate()))),
                        keys.getPrivate());
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        String text() {
            return Pem.block("PRIVATE KEY", key.getEncoded());
        }

        /** As "openssl rsa -traditional" and "openssl ec" write it. */
        String ownNotation() throws Exception {
            byte[] inner = PrivateKeyInfo.getInstance(key.getEncoded())
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
            return Pem.block(name + " PRIVATE KEY", inner);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Pair> pairs() {
        return Stream.of(RSA, EC, ED);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aCertificatesOwnKeyIsTaken(Pair pair) {
        assertThat(PrivateKeyText.objection("Key of the year:\n" + pair.text(), pair.certificate()))
                .isEmpty();
        assertThat(PrivateKeyText.alone("Key of the year:\n" + pair.text())).contains(pair.text());
    }

    @Test
    void theNotationsOfOneAlgorithmAreTakenToo() throws Exception {
        assertThat(PrivateKeyText.objection(RSA.ownNotation(), RSA.certificate()))
                .isEmpty();
        assertThat(PrivateKeyText.objection(
                        "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n" + EC.ownNotation(),
                        EC.certificate()))
                .isEmpty();
        assertThat(PrivateKeyText.alone(EC.ownNotation())).contains(EC.ownNotation());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anotherKeyIsNotWhateverItsAlgorithm(Pair pair) throws Exception {
        for (Pair other : pairs().toList()) {
            Pair stranger = Pair.of(
                    other.name(),
                    other == RSA ? 2048 : other == EC ? 384 : 255,
                    other == RSA ? "SHA256withRSA" : other == EC ? "SHA384withECDSA" : "Ed25519");
            assertThat(PrivateKeyText.objection(stranger.text(), pair.certificate()))
                    .as(other + " for " + pair)
                    .get()
                    .asString()
                    .startsWith("is not the key of the certificate beside it");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPartOfAKeyIsRefusedWithoutRepeatingIt(Pair pair) {
        String text = pair.text();
        for (int length = 0; length < text.length() - 1; length += 7) {
            assertThat(PrivateKeyText.objection(text.substring(0, length), pair.certificate()))
                    .contains("holds no private key in PEM, or only a part of one");
        }
        byte[] encoded = pair.key().getEncoded();
        for (int cut = 0; cut < encoded.length; cut += 5) {
            String damaged = Pem.block("PRIVATE KEY", java.util.Arrays.copyOf(encoded, cut));
            assertThat(PrivateKeyText.objection(damaged, pair.certificate())).isPresent();
        }
    }

    @Test
    void aKeyUnderAPassphraseIsRefused() {
        String said = "is encrypted with a passphrase, which nobody is there to give";
        assertThat(PrivateKeyText.objection(Pem.block("ENCRYPTED PRIVATE KEY", new byte[9]), RSA.certificate()))
                .contains(said);
        assertThat(PrivateKeyText.objection(
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
                                + "-----END RSA PRIVATE KEY-----\n",
                        RSA.certificate()))
                .contains(said);
    }
}
