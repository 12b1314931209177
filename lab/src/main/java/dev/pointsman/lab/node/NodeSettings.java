package dev.pointsman.lab.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a lab tells every node of its fleet.
 *
 * @param binary the {@code pointsman} that is installed
 * @param repository URL of the definitions
 * @param pollInterval how often the agent looks for new revisions
 * @param environment the AWS SDK's standard settings: region and the endpoints of EC2 and the metadata service
 */
public record NodeSettings(Path binary, String repository, Duration pollInterval, Map<String, String> environment) {

    public NodeSettings {
        environment = Map.copyOf(environment);
    }

    /** Settings for a lab whose EC2 endpoint is at a URL; credentials come from the metadata service, as on a real instance. */
    public static NodeSettings of(Path binary, String repository, String region, String ec2Url) {
        return new NodeSettings(
                binary,
                repository,
                Duration.ofSeconds(1),
                Map.of(
                        "AWS_REGION", region,
                        "AWS_ENDPOINT_URL_EC2", ec2Url,
                        "AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254"));
    }
}
