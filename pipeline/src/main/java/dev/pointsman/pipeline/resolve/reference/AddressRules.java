package dev.pointsman.pipeline.resolve.reference;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * Which IPv4 addresses cannot be a VIP, a node's or an endpoint's, as far as that can be told without asking AWS.
 *
 * <p>Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890); for endpoints also Kubernetes' API server, which refuses the same.
 */
public final class AddressRules {

    private static final int SMALLEST_SUBNET = 28;

    private record Block(String name, Ipv4Block addresses) {}

    private static final Block LOOPBACK = block("a loopback address", "127.0.0.0/8");

    private static final List<Block> NOWHERE = List.of(
            block("an address of \"this network\" (0.0.0.0/8)", "0.0.0.0/8"),
            block("a link-local address", "169.254.0.0/16"),
            block("a multicast address", "224.0.0.0/4"),
            block("a reserved address", "240.0.0.0/4"));

    private final AddressScope scope;
    private final Findings findings;

    public AddressRules(AddressScope scope, Findings findings) {
        this.scope = scope;
        this.findings = findings;
    }

    private static Block block(String name, String addresses) {
        return new Block(name, Ipv4Block.parse(addresses));
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

    /** The same for a whole block, for instance "a range of VIPs". */
    public void requireBlock(Located<Ipv4Block> block, String purpose) {
        Stream<Block> special = scope == AddressScope.LOOPBACK_TOO ? Stream.empty() : Stream.of(LOOPBACK);
        Stream.concat(special, NOWHERE.stream())
                .filter(refused -> refused.addresses().overlaps(block.value()))
                .findFirst()
                .ifPresent(refused -> findings.error(
                        FindingCode.UNUSABLE_ADDRESS,
                        block.origin(),
                        Quoted.of(block.value().toString()) + " has addresses in common with " + refused.addresses()
                                + ", each of which is " + refused.name() + "; it cannot be " + purpose,
                        ""));
    }

    /**
     * The addresses that are certainly in one subnet with this one: an AWS subnet has 16 addresses or more (Amazon VPC, "Subnet CIDR blocks").
     * Loopback addresses, where tests use them, have no subnets.
     */
    public Ipv4Block subnetOf(String address) {
        return Ipv4Block.around(address, scope == AddressScope.NETWORK ? SMALLEST_SUBNET : 32);
    }

    private Optional<String> objection(String text) {
        Ipv4Block address = Ipv4Block.host(text);
        if (LOOPBACK.addresses().contains(address)) {
            return scope == AddressScope.LOOPBACK_TOO ? Optional.empty() : Optional.of(LOOPBACK.name());
        }
        return NOWHERE.stream()
                .filter(block -> block.addresses().contains(address))
                .map(Block::name)
                .findFirst();
    }
}
