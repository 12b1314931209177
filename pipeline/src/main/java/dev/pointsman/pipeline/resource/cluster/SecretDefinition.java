package dev.pointsman.pipeline.resource.cluster;

import java.util.Map;

import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;

/**
 * A certificate with its private key; of the type {@link #NODE_FILES} it says only that the node has both.
 *
 * <p>Source: Kubernetes API, core/v1 "Secret".
 *
 * @param type what it holds; {@code Opaque} when left out
 * @param data the values, decoded, by key; secret, so they must not reach a message
 */
public record SecretDefinition(Metadata metadata, String type, Map<String, String> data) implements Definition {
    /** The type of a Secret whose certificate and private key are files on the nodes. */
    public static final String NODE_FILES = "pointsman.dev/node-files";
    /** The key of the certificate chain, PEM. */
    public static final String CERTIFICATE = "tls.crt";
    /** The key of the private key, PEM. */
    public static final String PRIVATE_KEY = "tls.key";

    public SecretDefinition {
        data = Map.copyOf(data);
    }

    @Override
    public String toString() {
        return "SecretDefinition[" + metadata.fullName() + ", " + type + ", keys " + data.keySet() + "]";
    }
}
