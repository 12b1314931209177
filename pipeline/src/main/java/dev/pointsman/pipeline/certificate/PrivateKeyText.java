package dev.pointsman.pipeline.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * Judges the text of a private key by the certificate that it should belong to.
 *
 * <p>It exists because a proxy that is told to take a pair that does not fit is a proxy that cannot be started again. Keys are read in the
 * three notations that are about: PKCS #8 (RFC 5958), and those of one algorithm each, PKCS #1 (RFC 8017, appendix A.1.2) and SEC 1 (RFC
 * 5915). The latter do not say everything about their algorithm; what is missing is taken from the certificate.
 */
public final class PrivateKeyText {

    private static final String PKCS_8 = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED";
    private static final byte[] VERSION_0 = {0};

    /** What is signed to see whether a signature can be verified. */
    private static final byte[] PROOF = "pointsman".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private PrivateKeyText() {}

    /**
     * Why the text is of no use as the private key of the certificate, to follow the file's name; empty when it is that key, and also when
     * it is one of an algorithm that cannot be judged here. No message repeats any of it.
     */
    public static Optional<String> objection(String text, X509Certificate certificate) {
        List<Pem.Block> keys = Pem.blocks(text).stream()
                .filter(block -> block.label().endsWith(PKCS_8))
                .toList();
        if (text.contains(ENCRYPTED + " " + PKCS_8) || text.contains("Proc-Type: 4," + ENCRYPTED)) {
            return Optional.of("is encrypted with a passphrase, which nobody is there to give");
        }
        if (keys.isEmpty()) {
            return Optional.of("holds no private key in PEM, or only a part of one");
        }
        if (!canBeJudged(certificate.getPublicKey())) {
            return Optional.empty();
        }
        try {
            return fits(read(keys.getFirst(), certificate.getPublicKey()), certificate.getPublicKey())
                    ? Optional.empty()
                    : Optional.of("is not the key of the certificate beside it");
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return Optional.of("is not the key of the certificate beside it, or is damaged");
        }
    }

    /** The first private key in the text, alone, as PEM. */
    public static Optional<String> alone(String text) {
        return Pem.blocks(text).stream()
                .filter(block -> block.label().endsWith(PKCS_8))
                .map(block -> Pem.block(block.label(), block.content()))
                .findFirst();
    }

    private static boolean canBeJudged(PublicKey key) {
        return key instanceof RSAKey || key instanceof ECPublicKey || key instanceof EdECPublicKey;
    }

    private static PrivateKey read(Pem.Block block, PublicKey sibling) throws GeneralSecurityException {
        byte[] encoded = block.label().equals(PKCS_8) ? block.content() : wrapped(block.content(), sibling);
        return KeyFactory.getInstance(sibling.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    /** PKCS #8: version, algorithm, key. A public key is encoded as algorithm and key (RFC 5280, section 4.1), so it knows the algorithm. */
    private static byte[] wrapped(byte[] key, PublicKey sibling) throws GeneralSecurityException {
        return Der.of(
                Der.SEQUENCE,
                Der.of(Der.INTEGER, VERSION_0),
                Der.first(sibling.getEncoded()),
                Der.of(Der.OCTET_STRING, key));
    }

    private static boolean fits(PrivateKey mine, PublicKey theirs) throws GeneralSecurityException {
        if (mine instanceof RSAKey one && theirs instanceof RSAKey other) {
            return one.getModulus().equals(other.getModulus());
        }
        Signature signature = Signature.getInstance(
                switch (theirs) {
                    case ECPublicKey ec -> "SHA256withECDSA";
                    case EdECPublicKey ed -> ed.getAlgorithm();
                    default -> throw new NoSuchAlgorithmException(theirs.getAlgorithm());
                });
        signature.initSign(mine);
        signature.update(PROOF);
        byte[] signed = signature.sign();
        signature.initVerify(theirs);
        signature.update(PROOF);
        return signature.verify(signed);
    }
}
