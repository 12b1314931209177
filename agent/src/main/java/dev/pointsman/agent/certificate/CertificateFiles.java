package dev.pointsman.agent.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

import dev.pointsman.agent.certificate.PairOnDisk.Objection;
import dev.pointsman.pipeline.certificate.Pem;
import dev.pointsman.pipeline.certificate.PrivateKeyText;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * Reads the certificates and private keys that definitions only name, and says which of them this node could not be served with.
 *
 * <p>It exists as the one place that opens these files, so that a revision is never applied on a pair that HAProxy would trip over.
 */
public final class CertificateFiles {

    /** In bytes; a chain of four with RSA keys has about 8,000. */
    private static final int LARGEST = 1 << 18;

    private final NodeLayout layout;

    public CertificateFiles(NodeLayout layout) {
        this.layout = layout;
    }

    /** One finding for each file that is not there, cannot be read by this process, or is of no use. */
    public List<Finding> findings(Collection<KeyPair> pairs) {
        List<Finding> findings = new ArrayList<>();
        for (KeyPair pair : pairs) {
            if (read(pair.secret()) instanceof PairOnDisk.Unusable unusable) {
                unusable.objections()
                        .forEach(objection -> findings.add(CertificateFindings.refused(pair.secret(), objection)));
            }
        }
        return findings;
    }

    /** What the files of a Secret hold now. */
    public PairOnDisk read(ResourceName secret) {
        List<Objection> objections = new ArrayList<>();
        byte[] chain = bytes(layout.certificate(secret), objections);
        byte[] key = bytes(layout.privateKey(secret), objections);
        String digest = digest(chain, key);
        if (!objections.isEmpty()) {
            return new PairOnDisk.Unusable(digest, objections);
        }
        List<X509Certificate> certificates;
        try {
            certificates = Pem.certificates(text(chain));
        } catch (GeneralSecurityException e) {
            String what = "is of no use: " + e.getMessage();
            return new PairOnDisk.Unusable(digest, List.of(new Objection(layout.certificate(secret), what, false)));
        }
        return PrivateKeyText.objection(text(key), certificates.getFirst())
                .<PairOnDisk>map(what ->
                        new PairOnDisk.Unusable(digest, List.of(new Objection(layout.privateKey(secret), what, false))))
                .orElseGet(() -> usable(digest, certificates, text(key)));
    }

    private static PairOnDisk usable(String digest, List<X509Certificate> certificates, String key) {
        try {
            return new PairOnDisk.Usable(
                    digest,
                    certificates,
                    Pem.of(certificates) + PrivateKeyText.alone(key).orElseThrow());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    /** None when there is an objection. */
    private static byte[] bytes(Path file, List<Objection> objections) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length <= LARGEST) {
                return content;
            }
            objections.add(new Objection(file, "is larger than " + LARGEST + " bytes", false));
        } catch (NoSuchFileException absent) {
            objections.add(new Objection(file, "is not there", true));
        } catch (IOException unreadable) {
            objections.add(new Objection(file, "cannot be read by this user", true));
        }
        return new byte[0];
    }

    /** PEM is ASCII; whatever else stands around it does no harm in this encoding. */
    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static String digest(byte[] chain, byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((chain.length + "\n").getBytes(StandardCharsets.US_ASCII));
            digest.update(chain);
            return HexFormat.of().formatHex(digest.digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
