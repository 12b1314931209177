package dev.pointsman.agent.ec2;

/**
 * The attributes of network interfaces that decide whether a node may take a VIP's packets.
 *
 * <p>Source: Amazon EC2 API Reference, "ModifyNetworkInterfaceAttribute", SourceDestCheck.
 */
public interface NetworkInterfaces {

    /** Whether EC2 drops packets whose address the interface does not have. */
    boolean checksSourceAndDestination(String interfaceId) throws Ec2Exception;

    /** Makes EC2 deliver them. */
    void stopCheckingSourceAndDestination(String interfaceId) throws Ec2Exception;
}
