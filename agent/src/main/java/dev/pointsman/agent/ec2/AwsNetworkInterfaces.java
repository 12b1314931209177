package dev.pointsman.agent.ec2;

import java.util.List;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Network interfaces by the EC2 API. */
public final class AwsNetworkInterfaces implements NetworkInterfaces {

    private final Ec2Client ec2;

    public AwsNetworkInterfaces(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** Those that the fleet's region has, for a process that ends soon. */
    public static AwsNetworkInterfaces inRegion(String region) {
        return new AwsNetworkInterfaces(Ec2Access.shortLivedClient(region));
    }

    @Override
    public boolean checksSourceAndDestination(String interfaceId) throws Ec2Exception {
        Filter filter = Filter.builder()
                .name("network-interface-id")
                .values(interfaceId)
                .build();
        try {
            List<NetworkInterface> found = ec2.describeNetworkInterfaces(request -> request.filters(filter))
                    .networkInterfaces();
            if (found.isEmpty()) {
                throw new Ec2Exception(
                        new Ec2Failure.Rejected(
                                "InvalidNetworkInterfaceID.NotFound",
                                "there is no network interface \"" + interfaceId + "\" in this region"),
                        null);
            }
            return !Boolean.FALSE.equals(found.getFirst().sourceDestCheck());
        } catch (SdkException refused) {
            throw FailureReader.read(refused);
        }
    }

    @Override
    public void stopCheckingSourceAndDestination(String interfaceId) throws Ec2Exception {
        try {
            ec2.modifyNetworkInterfaceAttribute(
                    request -> request.networkInterfaceId(interfaceId).sourceDestCheck(value -> value.value(false)));
        } catch (SdkException refused) {
            throw FailureReader.read(refused);
        }
    }
}
