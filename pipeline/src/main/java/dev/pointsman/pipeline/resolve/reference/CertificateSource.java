package dev.pointsman.pipeline.resolve.reference;

import java.security.GeneralSecurityException;
import java.util.Optional;

import dev.pointsman.pipeline.certificate.Pem;
import dev.pointsman.pipeline.resource.cluster.SecretDefinition;

/**
 * Where the certificates and private keys come from that Secrets stand for.
 *
 * <p>It exists because private keys never live in Git, and yet tests that bring throwaway pairs as Secrets must reach the same code.
 */
public interface CertificateSource {
    /** Whether a Secret may hold data at all. */
    boolean admitsData();

    /** Why this Secret is no certificate with a private key, to follow "Secret x "; empty when it is one. */
    Optional<String> objection(SecretDefinition secret);

    /** Files on every node, which the definitions only name. */
    CertificateSource NODE_FILES = new CertificateSource() {
        @Override
        public boolean admitsData() {
            return false;
        }

        @Override
        public Optional<String> objection(SecretDefinition secret) {
            return secret.type().equals(SecretDefinition.NODE_FILES)
                    ? Optional.empty()
                    : Optional.of("is of type \"" + secret.type() + "\", not \"" + SecretDefinition.NODE_FILES + "\"");
        }
    };

    /** Files on every node, or the Secret itself: for tests, which put its data where the files would be. */
    CertificateSource SECRET_DATA = new CertificateSource() {
        @Override
        public boolean admitsData() {
            return true;
        }

        @Override
        public Optional<String> objection(SecretDefinition secret) {
            if (secret.type().equals(SecretDefinition.NODE_FILES)
                    && secret.data().isEmpty()) {
                return Optional.empty();
            }
            String chain = secret.data().getOrDefault(SecretDefinition.CERTIFICATE, "");
            String key = secret.data().getOrDefault(SecretDefinition.PRIVATE_KEY, "");
            try {
                Pem.certificates(chain);
            } catch (GeneralSecurityException malformed) {
                return Optional.of(
                        "has no certificate as " + SecretDefinition.CERTIFICATE + ": " + malformed.getMessage());
            }
            return Pem.holdsPrivateKey(key)
                    ? Optional.empty()
                    : Optional.of("has no private key in PEM as " + SecretDefinition.PRIVATE_KEY);
        }
    };
}
