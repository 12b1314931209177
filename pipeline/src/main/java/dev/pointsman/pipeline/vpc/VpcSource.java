package dev.pointsman.pipeline.vpc;

import java.io.IOException;
import java.util.Collection;

/**
 * Where a VPC is read as it is now.
 *
 * <p>It exists as the door to the EC2 API for commands that check definitions, which themselves know no AWS.
 */
@FunctionalInterface
public interface VpcSource {

    /**
     * A VPC and where it is.
     *
     * @param region for instance {@code eu-central-1}
     * @param vpcId {@code vpc-…}
     */
    record Address(String region, String vpcId) {}

    /**
     * Reads everything that {@link VpcFacts} can hold of these VPCs; one that does not exist is left out. Changes nothing.
     *
     * @throws IOException when it cannot be read, with a message for people
     */
    VpcFacts read(Collection<Address> vpcs) throws IOException;
}
