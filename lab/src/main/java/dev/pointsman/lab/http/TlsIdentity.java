package dev.pointsman.lab.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import dev.pointsman.lab.linux.Command;

/**
 * A key and a certificate of its own for one host, made anew for each lab, and what clients need to trust it.
 *
 * <p>It exists because a lab cannot have a certificate of a public authority, and clients that check none would measure something else. The
 * key is of the kind that EC2's endpoints have: RSA, 2048 bits.
 *
 * @param context for a server
 * @param bundle the certificate as PEM, for {@code AWS_CA_BUNDLE} and {@code curl --cacert}
 * @param trustStore the same as PKCS #12, for {@code javax.net.ssl.trustStore}
 */
public record TlsIdentity(SSLContext context, Path bundle, Path trustStore) {

    /** Of key and trust store; it protects nothing, but a store without one is no store to some readers. */
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "endpoint";
    private static final String TYPE = "PKCS12";
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

    /**
     * Makes an identity by the JDK's keytool, which takes about a second.
     *
     * @param host an IPv4 address or a DNS name that the certificate is for
     * @param directory an empty one, where the files are written
     */
    public static TlsIdentity make(String host, Path directory) throws IOException {
        var keys = directory.resolve("keys.p12");
        Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=EC2 endpoint of a Pointsman lab",
                        "-ext",
                        (ADDRESS.matcher(host).matches() ? "san=ip:" : "san=dns:") + host,
                        "-validity",
                        "2",
                        "-storetype",
                        TYPE,
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .run();
        try {
            var store = read(keys);
            var certificate = store.getCertificate(ALIAS);
            return new TlsIdentity(
                    context(store),
                    Files.writeString(directory.resolve("bundle.pem"), pem(certificate)),
                    writeTrustStore(certificate, directory.resolve("trust.p12")));
        } catch (GeneralSecurityException e) {
            throw new IOException("failed to use the certificate in '%s': %s".formatted(keys, e.getMessage()), e);
        }
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(TYPE);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), null, null);
        return context;
    }

    private static Path writeTrustStore(Certificate certificate, Path file)
            throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        store.setCertificateEntry(ALIAS, certificate);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(lines);
    }
}
