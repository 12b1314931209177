package dev.pointsman.pipeline.certificate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;

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
            byte[] algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
            byte[] name = der(
                    SEQUENCE,
                    der(SET, der(SEQUENCE, der(OBJECT_IDENTIFIER, COMMON_NAME), der(UTF8_STRING, ascii(NAME)))));
            byte[] validity = der(
                    SEQUENCE, der(UTC_TIME, ascii("240101000000Z")), der(GENERALIZED_TIME, ascii("21240101000000Z")));
            byte[] serial =
                    new BigInteger(63, new SecureRandom()).add(BigInteger.ONE).toByteArray();
            byte[] content = der(
                    SEQUENCE,
                    der(INTEGER, serial),
                    algorithm,
                    name,
                    validity,
                    name,
                    keys.getPublic().getEncoded());
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            byte[] encoded = der(SEQUENCE, content, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
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

    /** Tag, length, and the parts one after the other. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        if (length < 128) {
            encoded.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int first = bytes[0] == 0 ? 1 : 0;
            encoded.write(0x80 | bytes.length - first);
            encoded.write(bytes, first, bytes.length - first);
        }
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "Throwaway[" + certificate.getSubjectX500Principal() + "]";
    }
}
