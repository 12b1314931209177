package dev.pointsman.agent.ec2;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Makes the client for EC2: its settings are the AWS SDK's standard ones, its time-outs and its connections are ours.
 *
 * <p>It exists because a claim needs what the SDK's defaults do not give: connections that are still warm when it comes, no silent
 * second attempt, and an end to waiting.
 *
 * <p>The JDK's own HTTP connections serve best here: they add nothing to the binary, start in no time, and once told to, keep as many
 * connections warm as claims run at once. They look whether a warm connection is still open before they use it, and never send a body of
 * known length twice, which all of EC2's requests have.
 */
public final class Ec2Access {

    /**
     * How many claims run at once, and so how many connections stay open: K of the design, ten so that ten tables take one round trip. EC2's
     * bucket for calls that change something holds about 50 (Amazon EC2 API Reference, "Request throttling").
     */
    public static final int CONCURRENCY = 10;

    /** Within a region a handshake takes a few milliseconds; a second means that nobody is there. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** EC2 answers within about 300 ms; one that takes 3 s will not, and waiting keeps packets lost. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    /** The bound of one attempt with everything in it, credentials included. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    /** Longer than the ownership loop ever leaves a connection alone. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    /** A page of a hundred interfaces may take EC2 some seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Ec2Access() {}

    /**
     * Makes a client for a process that stays: renews credentials of a role before they end and without making a claim wait, and drops
     * those that EC2 refuses. Endpoint and credentials come from the SDK's standard environment variables, system properties and profile;
     * so does the region, and only where none is set, from the fleet.
     *
     * @param fleetRegion for instance {@code eu-central-1}
     */
    public static Ec2Client client(String fleetRegion) {
        var credentials = new RenewableCredentials(() -> DefaultCredentialsProvider.builder()
                .asyncCredentialUpdateEnabled(true)
                .build());
        return client(fleetRegion, credentials, settings -> settings.addExecutionInterceptor(credentials));
    }

    /** The same for a process that ends soon. */
    public static Ec2Client shortLivedClient(String fleetRegion) {
        return client(fleetRegion, DefaultCredentialsProvider.builder().build(), _ -> {});
    }

    /**
     * The same for a command that a person or a CI job waits for: what EC2 throttles or fails to answer is tried again by the SDK's
     * standard rules, and the region is the one that is asked about.
     *
     * @param region for instance {@code eu-central-1}
     */
    public static Ec2Client patientClient(String region) {
        return Ec2Client.builder()
                .region(Region.of(region))
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(PATIENCE)
                        .socketTimeout(PATIENCE)
                        .build())
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
                .build();
    }

    private static Ec2Client client(
            String fleetRegion,
            AwsCredentialsProvider credentials,
            Consumer<ClientOverrideConfiguration.Builder> more) {
        settleConnections();
        return Ec2Client.builder()
                .region(Region.of(region(fleetRegion)))
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(READ_TIMEOUT)
                        .build())
                .overrideConfiguration(settings -> {
                    settings.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(CALL_TIMEOUT);
                    more.accept(settings);
                })
                .build();
    }

    private static String region(String fleetRegion) {
        return SdkSystemSetting.AWS_REGION
                .getStringValue()
                .or(Ec2Access::profileRegion)
                .orElse(fleetRegion);
    }

    /** The profile's region, when a profile or a file is named at all: the files are not opened for nothing. */
    private static Optional<String> profileRegion() {
        boolean named = ProfileFileSystemSetting.AWS_PROFILE.getStringValue().isPresent()
                || ProfileFileSystemSetting.AWS_CONFIG_FILE.getStringValue().isPresent();
        try {
            return named
                    ? Optional.ofNullable(new AwsProfileRegionProvider().getRegion())
                            .map(Region::id)
                    : Optional.empty();
        } catch (SdkClientException none) {
            return Optional.empty();
        }
    }

    /**
     * Tells the JDK's HTTP connections how to live (java.net package, "Networking properties"). It reads these once, so this runs before
     * the first of them; the native binary has the same values built in (application.properties).
     */
    private static void settleConnections() {
        setUnlessSet("http.maxConnections", Integer.toString(2 * CONCURRENCY));
        setUnlessSet("http.keepAlive.time.server", Long.toString(IDLE_TIMEOUT.toSeconds()));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
