package dev.pointsman.pipeline.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/**
 * A certificate that signs itself, with its key: for proxies that are tried without the keys that only nodes have.
 *
 * <p>It exists because Java makes keys and signatures, but no certificates, and the library that does is many times as large as the few
 * structures needed: an X.509 certificate of version 1 (RFC 5280, section 4.1) in DER (ITU-T X.690).
 *
 * @param certificate for a name that is nobody's, valid for a century, so that no test fails on a certain day
 * @param keys of the curve P-256
 */
public record Throwaway(X509Certificate certificate, KeyPair keys) {

    private static final String NAME = "throwaway.invalid";

    /** 1.2.840.10045.4.3.2, ecdsa-with-SHA256 (RFC 5758, section 3.2). */
    private static final byte[] ECDSA_WITH_SHA256 = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2};

    /** 2.5.4.3, commonName. */
    private static final byte[] COMMON_NAME = {0x55, 4, 3};

    /** A new one. */
    public static Throwaway make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] algorithm = Der.of(Der.SEQUENCE, Der.of(Der.OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
            byte[] name = Der.of(
                    Der.SEQUENCE,
                    Der.of(
                            Der.SET,
                            Der.of(
                                    Der.SEQUENCE,
                                    Der.of(Der.OBJECT_IDENTIFIER, COMMON_NAME),
                                    Der.of(Der.UTF8_STRING, ascii(NAME)))));
            byte[] validity = Der.of(
                    Der.SEQUENCE,
                    Der.of(Der.UTC_TIME, ascii("240101000000Z")),
                    Der.of(Der.GENERALIZED_TIME, ascii("21240101000000Z")));
            byte[] serial =
                    new BigInteger(63, new SecureRandom()).add(BigInteger.ONE).toByteArray();
            byte[] content = Der.of(
                    Der.SEQUENCE,
                    Der.of(Der.INTEGER, serial),
                    algorithm,
                    name,
                    validity,
                    name,
                    keys.getPublic().getEncoded());
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            byte[] encoded =
                    Der.of(Der.SEQUENCE, content, algorithm, Der.of(Der.BIT_STRING, new byte[] {0}, signature.sign()));
            return new Throwaway(
                    (X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded)),
                    keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has EC keys and X.509 certificates", e);
        }
    }

    /** The certificate, PEM. */
    public String chain() {
        try {
            return Pem.of(List.of(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key, PEM (PKCS #8). */
    public String key() {
        return Pem.block("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "Throwaway[" + certificate.getSubjectX500Principal() + "]";
    }
}
