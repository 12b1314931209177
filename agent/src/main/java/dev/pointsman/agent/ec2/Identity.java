package dev.pointsman.agent.ec2;

import java.util.Locale;

import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.internal.util.EC2MetadataUtils;

/**
 * Who this machine is, as the instance metadata service says.
 *
 * <p>It exists so that nobody has to type ids: claims name the network interface, and an instance may have several.
 *
 * @param instanceId {@code i-…}
 * @param interfaceId {@code eni-…}
 * @param zone the availability zone, for instance {@code eu-central-1a}
 */
public record Identity(String instanceId, String interfaceId, String zone) {

    /**
     * Asks the metadata service, by version 2 only (Amazon EC2 User Guide, "Use IMDSv2"); its endpoint is the SDK's standard setting.
     *
     * @param macAddress of the interface that speaks VRRP, as the kernel writes it; empty for the instance's primary one
     * @throws Ec2Exception when the service does not answer, or knows no interface with that address
     */
    public static Identity ask(String macAddress) throws Ec2Exception {
        if (SdkSystemSetting.AWS_EC2_METADATA_V1_DISABLED.getStringValue().isEmpty()) {
            System.setProperty(SdkSystemSetting.AWS_EC2_METADATA_V1_DISABLED.property(), "true");
        }
        // The SDK's module for this, "imds", wraps the same calls and is not published for every version.
        try {
            String mac = macAddress.isEmpty() ? data("mac") : macAddress.toLowerCase(Locale.ROOT);
            return new Identity(
                    data("instance-id"),
                    data("network/interfaces/macs/" + mac + "/interface-id"),
                    data("placement/availability-zone"));
        } catch (SdkException failure) {
            Ec2Failure unavailable = new Ec2Failure.Unavailable(
                    "NoMetadata", "failed to ask the instance metadata service: " + failure.getMessage());
            throw new Ec2Exception(unavailable, failure);
        }
    }

    private static String data(String path) throws Ec2Exception {
        String value = EC2MetadataUtils.getData("/latest/meta-data/" + path);
        if (value == null || value.isBlank()) {
            throw new Ec2Exception(
                    new Ec2Failure.Unavailable("NoMetadata", "the instance metadata service knows no \"" + path + "\""),
                    null);
        }
        return value.strip();
    }
}
