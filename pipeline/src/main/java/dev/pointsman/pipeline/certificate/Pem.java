package dev.pointsman.pipeline.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts in the notation of RFC 7468, "Textual Encodings of PKIX, PKCS, and CMS Structures".
 *
 * <p>What comes from definitions is decoded and written anew, so that only certificates reach a file, whatever stands between them.
 */
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]++)-----END \\1-----");
    private static final String CERTIFICATE = "CERTIFICATE";

    private Pem() {}

    /**
     * One block of a text.
     *
     * @param label what it says that it is, for instance {@code PRIVATE KEY}
     * @param content what it encodes
     */
    record Block(String label, byte[] content) {

        /** Never the content. */
        @Override
        public String toString() {
            return "Block[" + label + "]";
        }
    }

    /** The whole blocks in the text, in their order; what is not base64 is passed over. */
    static List<Block> blocks(String text) {
        List<Block> whole = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            try {
                whole.add(new Block(blocks.group(1), Base64.getMimeDecoder().decode(blocks.group(2))));
            } catch (IllegalArgumentException notBase64) {
                // Who looks for it will not find it, and says so.
            }
        }
        return whole;
    }

    /** The certificates in the text, in their order; throws GeneralSecurityException when there is none, or one is malformed. */
    public static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).equals(CERTIFICATE)) {
                certificates.add(certificate(blocks.group(2)));
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("it holds no certificate in PEM");
        }
        return certificates;
    }

    private static X509Certificate certificate(String base64) throws GeneralSecurityException {
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new CertificateException("a certificate in it is not base64", notBase64);
        }
        try {
            Certificate certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            return (X509Certificate) certificate;
        } catch (CertificateException malformed) {
            throw new CertificateException("a certificate in it is malformed", malformed);
        }
    }

    /** Whether the text holds a block of a private key; its content is not looked at. */
    public static boolean holdsPrivateKey(String text) {
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).endsWith("PRIVATE KEY")) {
                return true;
            }
        }
        return false;
    }

    /** The certificates as text, one after the other. */
    public static String of(List<X509Certificate> certificates) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(block(CERTIFICATE, certificate.getEncoded()));
        }
        return text.toString();
    }

    /** One block with that label. */
    public static String block(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
