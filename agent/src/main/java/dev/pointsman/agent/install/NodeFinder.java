package dev.pointsman.agent.install;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.Identity;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;

/** Asks the metadata service for the network interfaces of this machine, and finds the node of the fleet that has one of them. */
final class NodeFinder {

    private final String wanted;
    private final InstallReport report;

    /** @param wanted the name that a person gave this node; empty: find it */
    NodeFinder(String wanted, InstallReport report) {
        this.wanted = wanted;
        this.report = report;
    }

    FoundNode find(Fleet fleet) throws InstallFailure {
        if (wanted.isEmpty()) {
            return byIdentity(fleet, identities());
        }
        Node node;
        try {
            node = fleet.node(wanted);
        } catch (IllegalArgumentException e) {
            throw InstallFailure.found(e.getMessage());
        }
        return new FoundNode(node, confirmed(node));
    }

    private static FoundNode byIdentity(Fleet fleet, List<Identity> identities) throws InstallFailure {
        for (Identity identity : identities) {
            for (Node node : fleet.nodes()) {
                if (node.interfaceId().equals(identity.interfaceId())) {
                    return new FoundNode(node, Optional.of(identity));
                }
            }
        }
        throw InstallFailure.found("this machine has the network interfaces "
                + String.join(
                        ", ", identities.stream().map(Identity::interfaceId).toList())
                + ", and fleet " + fleet.name() + " has no node with one of them; its nodes are "
                + String.join(
                        ", ",
                        fleet.nodes().stream()
                                .map(node -> node.name() + " (" + node.interfaceId() + ")")
                                .toList())
                + ". Add this machine to the Fleet, or name the node with --node");
    }

    /** A name that was given wins; what the metadata service says otherwise is worth a word. */
    private Optional<Identity> confirmed(Node node) {
        try {
            List<Identity> identities = identities();
            Optional<Identity> own = identities.stream()
                    .filter(identity -> identity.interfaceId().equals(node.interfaceId()))
                    .findFirst();
            if (own.isEmpty()) {
                report.problem(
                        "the Fleet gives node \"" + node.name() + "\" the network interface \"" + node.interfaceId()
                                + "\", but the metadata service knows "
                                + identities.stream().map(Identity::interfaceId).toList()
                                + " here; routes would point at another machine");
            }
            return own;
        } catch (InstallFailure unreachable) {
            report.found(unreachable.getMessage());
            return Optional.empty();
        }
    }

    private static List<Identity> identities() throws InstallFailure {
        List<Identity> identities = new ArrayList<>();
        String why = "no network interface with a hardware address";
        for (String address : hardwareAddresses()) {
            try {
                identities.add(Identity.ask(address));
            } catch (Ec2Exception e) {
                why = e.getMessage();
            }
        }
        if (identities.isEmpty()) {
            throw InstallFailure.prevented("failed to learn from the metadata service which instance this is: " + why
                    + "; on a machine without one, name the node with --node");
        }
        return identities;
    }

    private static List<String> hardwareAddresses() throws InstallFailure {
        try {
            List<String> addresses = new ArrayList<>();
            for (NetworkInterface device : NetworkInterface.networkInterfaces().toList()) {
                byte[] address = device.getHardwareAddress();
                if (!device.isLoopback() && address != null && address.length == 6) {
                    addresses.add(HexFormat.ofDelimiter(":").formatHex(address));
                }
            }
            return addresses;
        } catch (SocketException e) {
            throw InstallFailure.prevented("failed to list this machine's network interfaces: " + e.getMessage());
        }
    }
}
