package dev.pointsman.pipeline.resolve.reference;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;

/**
 * Which IPv4 addresses cannot be a VIP, a node's or an endpoint's, as far as that can be told without asking AWS.
 *
 * <p>Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890); for endpoints also Kubernetes' API server, which refuses the same.
 */
public final class AddressRules {

    private static final int SMALLEST_SUBNET = 28;

    private record Block(String name, int network, int prefixLength) {
        boolean contains(int address) {
            return (address ^ network) >>> (32 - prefixLength) == 0;
        }
    }

    private static final Block LOOPBACK = block("a loopback address", "127.0.0.0", 8);

    private static final List<Block> NOWHERE = List.of(
            block("an address of \"this network\" (0.0.0.0/8)", "0.0.0.0", 8),
            block("a link-local address", "169.254.0.0", 16),
            block("a multicast address", "224.0.0.0", 4),
            block("a reserved address", "240.0.0.0", 4));

    private final AddressScope scope;
    private final Findings findings;

    public AddressRules(AddressScope scope, Findings findings) {
        this.scope = scope;
        this.findings = findings;
    }

    private static Block block(String name, String network, int prefixLength) {
        return new Block(name, number(network), prefixLength);
    }

    /** Adds a finding when the address cannot be what it is meant to be, for instance "a VIP". */
    public void require(Located<String> address, String purpose) {
        objection(address.value())
                .ifPresent(objection -> findings.error(
                        FindingCode.UNUSABLE_ADDRESS,
                        address.origin(),
                        Quoted.of(address.value()) + " is " + objection + ", which cannot be " + purpose,
                        ""));
    }

    /**
     * Whether two addresses are certainly in one subnet: an AWS subnet has 16 addresses or more (Amazon VPC, "Subnet CIDR blocks"). Loopback
     * addresses, where tests use them, have no subnets.
     */
    public boolean lieInOneSubnet(String one, String other) {
        int prefixLength = scope == AddressScope.NETWORK ? SMALLEST_SUBNET : 32;
        return new Block("", number(one), prefixLength).contains(number(other));
    }

    private Optional<String> objection(String address) {
        int number = number(address);
        if (LOOPBACK.contains(number)) {
            return scope == AddressScope.LOOPBACK_TOO ? Optional.empty() : Optional.of(LOOPBACK.name());
        }
        return NOWHERE.stream()
                .filter(block -> block.contains(number))
                .map(Block::name)
                .findFirst();
    }

    private static int number(String address) {
        int number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
