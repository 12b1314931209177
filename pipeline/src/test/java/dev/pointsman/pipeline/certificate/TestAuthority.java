package dev.pointsman.pipeline.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of one test: issues throwaway certificates, and makes clients and servers that trust it. */
public final class TestAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char[] NO_PASSWORD = new char[0];

    private final java.security.KeyPair keys = newKeys();
    private final X509Certificate certificate;

    public TestAuthority(String name) {
        certificate = sign(name, keys, keys.getPrivate(), "CN=" + name, List.of(), true);
    }

    /** A certificate with its private key. */
    public record Issued(X509Certificate certificate, PrivateKey key) {
        public String chain() {
            try {
                return Pem.of(List.of(certificate));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public String keyText() {
            return Pem.block("PRIVATE KEY", key.getEncoded());
        }
    }

    /** The authority's own certificate, PEM. */
    public String pem() {
        return new Issued(certificate, keys.getPrivate()).chain();
    }

    /** A certificate for these DNS names; the first is the subject's name. */
    public Issued issue(String... names) {
        java.security.KeyPair pair = newKeys();
        return new Issued(
                sign(
                        names[0],
                        pair,
                        keys.getPrivate(),
                        certificate.getSubjectX500Principal().getName(),
                        List.of(names),
                        false),
                pair.getPrivate());
    }

    /** Puts a pair for these DNS names where a node has it. */
    public Issued install(NodeLayout layout, String secret, String... names) throws IOException {
        Issued issued = issue(names);
        install(layout, resource(secret), issued);
        return issued;
    }

    /** Gives the node a throwaway pair for every Secret that the plan names and the node does not have. */
    public static void installThrowaways(Plan plan, NodeLayout layout) throws IOException {
        TestAuthority authority = new TestAuthority("throwaway");
        for (KeyPair pair : plan.keyPairs()) {
            if (!Files.exists(layout.certificate(pair.secret()))) {
                install(layout, pair.secret(), authority.issue("throwaway.invalid"));
            }
        }
    }

    private static void install(NodeLayout layout, ResourceName secret, Issued issued) throws IOException {
        Path chain = layout.certificate(secret);
        Files.createDirectories(chain.getParent());
        Files.writeString(chain, issued.chain());
        Files.writeString(layout.privateKey(secret), issued.keyText());
    }

    /** A context that trusts this authority and shows these certificates. */
    public SSLContext context(Issued... own) {
        try {
            KeyStore trusted = store();
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore mine = store();
            for (Issued issued : own) {
                mine.setKeyEntry(
                        issued.certificate().getSerialNumber().toString(),
                        issued.key(),
                        NO_PASSWORD,
                        new X509Certificate[] {issued.certificate()});
            }
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(mine, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), RANDOM);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static ResourceName resource(String name) {
        String[] parts = name.split("/", 2);
        return new ResourceName(parts[0], parts[1]);
    }

    private static java.security.KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(
            String name,
            java.security.KeyPair pair,
            PrivateKey signer,
            String issuer,
            List<String> dnsNames,
            boolean isAuthority) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    new BigInteger(120, RANDOM),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    new X500Name("CN=" + name),
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (!dnsNames.isEmpty()) {
                GeneralName[] names = dnsNames.stream()
                        .map(dns -> new GeneralName(GeneralName.dNSName, dns))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
        } catch (OperatorCreationException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
