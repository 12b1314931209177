package dev.pointsman.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The KEY=VALUE lines of {@code /etc/pointsman/environment}, laid beneath the environment of the process.
 *
 * <p>It exists because keepalived's children do not see what the shell or the unit of {@code pointsman install} saw. A process cannot
 * change its own environment, so each setting becomes the system property that the AWS SDK reads for it, unless the environment or the
 * command line has set it already.
 */
public final class EnvironmentFile {

    /** The AWS SDK's settings by variable; source: AWS SDKs and Tools Reference Guide, "Settings reference", column JVM property. */
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("AWS_ACCESS_KEY_ID", "aws.accessKeyId"),
            Map.entry("AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey"),
            Map.entry("AWS_SESSION_TOKEN", "aws.sessionToken"),
            Map.entry("AWS_REGION", "aws.region"),
            Map.entry("AWS_PROFILE", "aws.profile"),
            Map.entry("AWS_CONFIG_FILE", "aws.configFile"),
            Map.entry("AWS_SHARED_CREDENTIALS_FILE", "aws.sharedCredentialsFile"),
            Map.entry("AWS_ENDPOINT_URL", "aws.endpointUrl"),
            Map.entry("AWS_ENDPOINT_URL_EC2", "aws.endpointUrlEc2"),
            Map.entry("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "aws.ignoreConfiguredEndpointUrls"),
            Map.entry("AWS_USE_FIPS_ENDPOINT", "aws.useFipsEndpoint"),
            Map.entry("AWS_USE_DUALSTACK_ENDPOINT", "aws.useDualstackEndpoint"),
            Map.entry("AWS_EC2_METADATA_DISABLED", "aws.disableEc2Metadata"),
            Map.entry("AWS_EC2_METADATA_SERVICE_ENDPOINT", "aws.ec2MetadataServiceEndpoint"),
            Map.entry("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "aws.ec2MetadataServiceEndpointMode"),
            Map.entry("AWS_METADATA_SERVICE_TIMEOUT", "aws.ec2MetadataServiceTimeout"),
            Map.entry("AWS_CONTAINER_CREDENTIALS_FULL_URI", "aws.containerCredentialsFullUri"),
            Map.entry("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "aws.containerCredentialsPath"),
            Map.entry("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "aws.containerAuthorizationTokenFile"));

    private EnvironmentFile() {}

    /** Applies the file to this process; an absent file says nothing. Throws IOException, naming the line, when it cannot be read, or says nonsense. */
    public static void apply(Path file) throws IOException {
        for (Map.Entry<String, String> setting : read(file).entrySet()) {
            if (System.getenv(setting.getKey()) == null) {
                try {
                    properties(setting.getKey(), setting.getValue()).forEach(EnvironmentFile::setUnlessSet);
                } catch (IllegalArgumentException invalid) {
                    throw new IOException("failed to read \"" + file + "\": " + invalid.getMessage(), invalid);
                }
            }
        }
    }

    private static Map<String, String> properties(String name, String value) {
        String property = PROPERTIES.get(name);
        return property != null ? Map.of(property, value) : ProxyVariables.properties(name, value);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Whether {@code pointsman} understands a variable of that name, so that {@code install} may keep it. */
    public static boolean knows(String name) {
        return PROPERTIES.containsKey(name) || ProxyVariables.knows(name);
    }

    /** The settings that the file holds; none when it is absent. Throws IOException, naming the line, when it cannot be read. */
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        int number = 0;
        try (var lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw new IOException("failed to read \"" + file + "\", line " + number
                            + ": expected KEY=VALUE, a comment (#) or nothing");
                }
                variables.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        } catch (NoSuchFileException absent) {
            return Map.of();
        }
        return variables;
    }
}
