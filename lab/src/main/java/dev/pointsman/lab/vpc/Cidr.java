package dev.pointsman.lab.vpc;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 block in CIDR notation (RFC 4632), always in its canonical form.
 *
 * <p>Exists because the JDK knows addresses but no blocks, and every rule about routes is a question of one block lying in another.
 *
 * @param network the block's first address, as an unsigned 32-bit number
 * @param prefixLength leading bits that are fixed, 0 to 32
 */
public record Cidr(int network, int prefixLength) implements Comparable<Cidr> {

    private static final Pattern BLOCK =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    public Cidr {
        if (prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("prefix length '%d' is outside 0 to 32".formatted(prefixLength));
        }
        if ((network & ~mask(prefixLength)) != 0) {
            throw new IllegalArgumentException(
                    "address '%s' has bits set beyond its prefix length '%d'".formatted(dotted(network), prefixLength));
        }
    }

    /**
     * Reads a block; bits beyond the prefix are cleared, as CreateRoute does ({@code 100.68.0.18/18} becomes {@code 100.68.0.0/18}).
     *
     * @throws IllegalArgumentException if the text is not four decimal octets, a slash and a prefix length of 0 to 32
     */
    public static Cidr parse(String text) {
        Matcher matcher = BLOCK.matcher(text);
        if (!matcher.matches()) {
            throw notABlock(text);
        }
        int address = 0;
        for (int octet = 1; octet <= 4; octet++) {
            int value = Integer.parseInt(matcher.group(octet));
            if (value > 255) {
                throw notABlock(text);
            }
            address = address << 8 | value;
        }
        int prefixLength = Integer.parseInt(matcher.group(5));
        if (prefixLength > 32) {
            throw notABlock(text);
        }
        return new Cidr(address & mask(prefixLength), prefixLength);
    }

    /**
     * Reads an address as the block that holds it alone.
     *
     * @throws IllegalArgumentException if the text is not an IPv4 address
     */
    public static Cidr host(String address) {
        return parse(address + "/32");
    }

    public boolean contains(Cidr other) {
        return other.prefixLength >= prefixLength && (other.network & mask(prefixLength)) == network;
    }

    /** The block's first address, dotted. */
    public String address() {
        return dotted(network);
    }

    /** The address that stands {@code offset} places after the first, dotted; the caller keeps it inside the block. */
    public String address(int offset) {
        return dotted(network + offset);
    }

    /** How many addresses the block holds, 1 to 2^32. */
    public long size() {
        return 1L << (32 - prefixLength);
    }

    public InetAddress inetAddress() {
        byte[] octets = {
            (byte) (network >>> 24), (byte) (network >>> 16), (byte) (network >>> 8), (byte) network,
        };
        try {
            return Inet4Address.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public int compareTo(Cidr other) {
        int byNetwork = Integer.compareUnsigned(network, other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(prefixLength, other.prefixLength);
    }

    @Override
    public String toString() {
        return dotted(network) + "/" + prefixLength;
    }

    private static IllegalArgumentException notABlock(String text) {
        return new IllegalArgumentException(
                "'%s' is no IPv4 CIDR block: write four octets of 0 to 255, a slash and a prefix length of 0 to 32, as in '10.99.0.10/32'"
                        .formatted(text));
    }

    private static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
    }

    private static String dotted(int address) {
        return "%d.%d.%d.%d".formatted(address >>> 24, address >>> 16 & 255, address >>> 8 & 255, address & 255);
    }
}
