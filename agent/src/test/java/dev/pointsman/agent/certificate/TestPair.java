package dev.pointsman.agent.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.pointsman.pipeline.certificate.Pem;
import dev.pointsman.pipeline.node.NodeLayout;
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

/**
 * A certificate with its private key, made for one test, and the TLS client that looks at what it is shown.
 *
 * @param chain the certificate first
 */
public record TestPair(List<X509Certificate> chain, KeyPair keys) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char[] NO_PASSWORD = new char[0];

    /** One that signs itself, for a day. */
    public static TestPair of(String name) {
        return of(name, Duration.ofDays(1));
    }

    /** One that signs itself, an hour old, valid for so long. */
    public static TestPair of(String name, Duration validFor) {
        KeyPair keys = newKeys();
        return new TestPair(List.of(sign(name, keys, name, keys, validFor, true)), keys);
    }

    /** One with a key that Java takes and OpenSSL, as Debian sets it up, does not: RSA, 1024 bits. */
    public static TestPair weak(String name) {
        KeyPair keys = newKeys("RSA", 1024);
        return new TestPair(List.of(sign(name, keys, name, keys, Duration.ofDays(1), true)), keys);
    }

    /** One that this one has signed. */
    public TestPair issue(String name) {
        KeyPair young = newKeys();
        String issuer = certificate().getSubjectX500Principal().getName().substring(3);
        return new TestPair(List.of(sign(name, young, issuer, keys, Duration.ofDays(1), false)), young);
    }

    /** The same with more certificates behind it. */
    public TestPair followedBy(TestPair... others) {
        List<X509Certificate> longer = new java.util.ArrayList<>(chain);
        for (TestPair other : others) {
            longer.addAll(other.chain());
        }
        return new TestPair(longer, keys);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public BigInteger serial() {
        return certificate().getSerialNumber();
    }

    public String chainText() {
        try {
            return Pem.of(chain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String keyText() {
        return Pem.block("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** Puts both files where a node has them, as they are to be there: for their owner alone. */
    public TestPair install(NodeLayout layout, ResourceName secret) throws IOException {
        Files.createDirectories(layout.certificate(secret).getParent());
        write(layout.certificate(secret), chainText());
        write(layout.privateKey(secret), keyText());
        return this;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** What a server with this pair, or a client that is asked for one, makes connections with; it takes whatever it is shown. */
    public SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("own", keys.getPrivate(), NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), new TrustManager[] {new TakesAll()}, RANDOM);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a new TLS connection as a client that shows this pair when it is asked for one. */
    public SSLSocket connect(String address, int port, String serverName) throws IOException {
        // A context for each connection, so that none is resumed.
        SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(address, port);
        socket.setSoTimeout(20_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** The chain that a new connection is shown. */
    public static List<X509Certificate> shown(String address, int port, String serverName) throws IOException {
        try (SSLSocket socket = of("client").connect(address, port, serverName)) {
            return List.of((X509Certificate[]) socket.getSession().getPeerCertificates());
        }
    }

    private static KeyPair newKeys() {
        return newKeys("EC", 256);
    }

    private static KeyPair newKeys(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(
            String name, KeyPair keys, String issuer, KeyPair signer, Duration validFor, boolean isAuthority) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + issuer),
                    new BigInteger(120, RANDOM),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(validFor)),
                    new X500Name("CN=" + name),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (name.contains(".")) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(
                                    signer.getPrivate().getAlgorithm().equals("RSA")
                                            ? "SHA256withRSA"
                                            : "SHA256withECDSA")
                            .build(signer.getPrivate())));
        } catch (OperatorCreationException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TakesAll extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
