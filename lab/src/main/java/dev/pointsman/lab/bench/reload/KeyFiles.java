package dev.pointsman.lab.bench.reload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * The certificate of the VIP and its key, as a node has them, made anew for each run.
 *
 * @param certificate PEM
 * @param key PEM
 */
record KeyFiles(Path certificate, Path key) {

    static KeyFiles make(Path folder) throws IOException {
        KeyFiles files = new KeyFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
        Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=Benchmark of a Pointsman lab",
                        "-addext",
                        "subjectAltName=IP:" + ChangingDefinitions.VIP,
                        "-out",
                        files.certificate.toString(),
                        "-keyout",
                        files.key.toString())
                .run();
        return files;
    }

    /** Puts them where a node looks for them. */
    void copyTo(NodeLayout layout) throws IOException {
        ResourceName secret = new ResourceName(ChangingDefinitions.SECRET_NAMESPACE, ChangingDefinitions.SECRET);
        Files.createDirectories(layout.certificate(secret).getParent());
        Files.copy(certificate, layout.certificate(secret));
        Files.copy(key, layout.privateKey(secret));
    }

    /** For a client that trusts this certificate and no other. */
    SSLContext trust() throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "vip", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("failed to use the certificate '%s': %s".formatted(certificate, e.getMessage()), e);
        }
    }
}
