package dev.pointsman.lab.net;

import java.util.List;

/**
 * A machine on the lab's network: a node, a client, or a machine that carries backends.
 *
 * @param name unique in its lab; part of the namespace's name
 * @param addresses IPv4 addresses, the first one is the primary address of its network interface
 * @param prefixLength of its subnet
 * @param gateway the subnet's router address, by AWS's rule the first after the network address
 * @param macAddress of its network interface, lower case with colons
 */
public record Host(String name, List<String> addresses, int prefixLength, String gateway, String macAddress) {

    public Host {
        if (!name.matches("[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?")) {
            throw new IllegalArgumentException(
                    "host name '%s': allowed are lower-case letters, digits and '-' inside, at most 42"
                            .formatted(name));
        }
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("host '%s' has no address".formatted(name));
        }
        if (!macAddress.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}")) {
            throw new IllegalArgumentException(
                    "MAC address '%s' of host '%s': expected six hex pairs, as in '02:00:0a:14:01:0a'"
                            .formatted(macAddress, name));
        }
        addresses = List.copyOf(addresses);
    }

    /** The address its network interface is known by in the VPC. */
    public String address() {
        return addresses.getFirst();
    }
}
