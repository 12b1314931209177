package dev.pointsman.lab.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.lab.http.TlsIdentity;

/**
 * What a lab tells every node of its fleet.
 *
 * @param binary the {@code pointsman} that is installed
 * @param repository URL of the definitions
 * @param pollInterval how often the agent looks for new revisions
 * @param environment the AWS SDK's standard settings: region and the endpoints of EC2 and the metadata service
 * @param properties {@code -D…} arguments for the binary
 */
public record NodeSettings(
        Path binary,
        String repository,
        Duration pollInterval,
        Map<String, String> environment,
        List<String> properties) {

    public NodeSettings {
        environment = Map.copyOf(environment);
        properties = List.copyOf(properties);
    }

    /**
     * Settings for a lab whose EC2 endpoint is at a URL; credentials come from the metadata service, as on a real instance.
     *
     * @param identity of the EC2 endpoint, when that is to be called over TLS
     */
    public static NodeSettings of(
            Path binary, String repository, String region, String ec2Url, Optional<TlsIdentity> identity) {
        return new NodeSettings(
                binary,
                repository,
                Duration.ofSeconds(1),
                Map.of(
                        "AWS_REGION", region,
                        "AWS_ENDPOINT_URL_EC2", ec2Url,
                        "AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254"),
                identity.map(NodeSettings::trusting).orElse(List.of()));
    }

    /** A native binary carries the authorities of the machine it was built on; these take their place while it runs. */
    private static List<String> trusting(TlsIdentity identity) {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + identity.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + TlsIdentity.PASSWORD);
    }
}
