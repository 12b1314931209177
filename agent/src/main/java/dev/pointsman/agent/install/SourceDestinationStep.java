package dev.pointsman.agent.install;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.NetworkInterfaces;

/**
 * Switches off the source/destination check of the node's network interface.
 *
 * <p>While it is on, EC2 drops every packet for an address that the interface does not have, and so every packet for a VIP (Amazon EC2 API
 * Reference, "ModifyNetworkInterfaceAttribute").
 */
final class SourceDestinationStep implements InstallStep {

    /** How to reach EC2, once the fleet's region is known. */
    interface Access {
        NetworkInterfaces networkInterfaces(String region);
    }

    private final Access access;

    SourceDestinationStep(Access access) {
        this.access = access;
    }

    @Override
    public String purpose() {
        return "switch off the source/destination check";
    }

    @Override
    public void take(Installation installation, InstallReport report) {
        String interfaceId = installation.node().interfaceId();
        try {
            NetworkInterfaces interfaces =
                    access.networkInterfaces(installation.plan().fleet().region());
            if (interfaces.checksSourceAndDestination(interfaceId)) {
                interfaces.stopCheckingSourceAndDestination(interfaceId);
                report.changed("source/destination check of " + interfaceId + " switched off");
            } else {
                report.unchanged("source/destination check of " + interfaceId + " is off");
            }
        } catch (Ec2Exception e) {
            report.problem(
                    "failed to switch off the source/destination check of \"" + interfaceId + "\": " + e.getMessage()
                            + "; until it is off, EC2 drops every packet for a VIP. Allow ec2:DescribeNetworkInterfaces and "
                            + "ec2:ModifyNetworkInterfaceAttribute, then run \"pointsman install\" again");
        }
    }
}
