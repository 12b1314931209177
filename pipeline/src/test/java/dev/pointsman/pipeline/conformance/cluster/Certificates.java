package dev.pointsman.pipeline.conformance.cluster;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificates that a folder's {@code _certificates.yaml} asks for, made anew for each run. */
public final class Certificates {

    /**
     * A certificate with its key.
     *
     * @param kind Secret, or ConfigMap for a CA
     */
    public record Entry(String kind, String namespace, String name, X509Certificate certificate, KeyPair keys) {

        public String certificatePem() {
            return pem(certificate);
        }

        public String keyPem() {
            return pem(keys.getPrivate());
        }
    }

    private final Map<ResourceKey, Entry> entries = new LinkedHashMap<>();

    /** Makes them all. */
    public static Certificates generate(JsonObject description) {
        Certificates certificates = new Certificates();
        try {
            List<JsonObject> objects = objects(description.getJsonArray("objects"));
            objects.stream().filter(Certificates::isAuthority).forEach(certificates::add);
            objects.stream().filter(object -> !isAuthority(object)).forEach(certificates::add);
            return certificates;
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException("failed to make the certificates: " + e.getCause(), e);
        }
    }

    private static List<JsonObject> objects(JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(array.getJsonObject(i));
        }
        return objects;
    }

    private static boolean isAuthority(JsonObject object) {
        return object.getString("role").equals("ca");
    }

    public Entry secret(String fullName) {
        return entries.get(new ResourceKey("Secret", fullName));
    }

    public Entry configMap(String fullName) {
        return entries.get(new ResourceKey("ConfigMap", fullName));
    }

    public Collection<Entry> all() {
        return entries.values();
    }

    private void add(JsonObject object) {
        String fullName = object.getString("namespace") + "/" + object.getString("name");
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            entries.put(
                    new ResourceKey(object.getString("kind"), fullName),
                    new Entry(
                            object.getString("kind"),
                            object.getString("namespace"),
                            object.getString("name"),
                            certificate(object, keys),
                            keys));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("certificate " + fullName, e);
        }
    }

    private X509Certificate certificate(JsonObject object, KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        boolean authority = isAuthority(object);
        X500Name subject =
                new X500Name(authority ? "CN=gatewayapi,O=Kubernetes Gateway API,C=US" : "CN=default,O=Acme Co");
        Entry issuer = configMap(object.getString("issuer", ""));
        X500Name issuerName = issuer == null
                ? subject
                : X500Name.getInstance(
                        issuer.certificate().getSubjectX500Principal().getEncoded());
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuerName,
                authority ? BigInteger.valueOf(2024) : new BigInteger(128, new SecureRandom()),
                Date.from(now.minus(1, ChronoUnit.MINUTES)),
                Date.from(now.plus(365, ChronoUnit.DAYS)),
                subject,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(
                        authority
                                ? KeyUsage.digitalSignature | KeyUsage.keyCertSign
                                : KeyUsage.keyEncipherment | KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes(object)));
        List<GeneralName> names = names(object.getJsonObject("san"));
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        KeyPair signer = issuer == null ? keys : issuer.keys();
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signer.getPrivate())));
    }

    private static KeyPurposeId[] purposes(JsonObject object) {
        return switch (object.getString("role")) {
            case "ca" -> new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth};
            case "client" -> new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
            default -> new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth};
        };
    }

    private static List<GeneralName> names(JsonObject san) {
        List<GeneralName> names = new ArrayList<>();
        if (san != null) {
            san.getJsonArray("dns", new JsonArray())
                    .forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name.toString())));
            // A URI without scheme, which matches nothing anyway, is one that Java's own TLS client cannot even read.
            san.getJsonArray("uri", new JsonArray()).stream()
                    .filter(name -> name.toString().contains(":"))
                    .forEach(
                            name -> names.add(new GeneralName(GeneralName.uniformResourceIdentifier, name.toString())));
        }
        return names;
    }

    /** PEM; a private key as PKCS #1. */
    public static String pem(Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
