package dev.pointsman.pipeline.vpc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses (RFC 4632).
 *
 * @param network its first address, as a number
 * @param prefixLength 0 to 32
 */
public record Cidr(int network, int prefixLength) {

    private static final Pattern NOTATION =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    /** Every address: the destination of a default route. */
    public static final Cidr ALL = new Cidr(0, 0);

    public Cidr {
        if (prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("a prefix of " + prefixLength + " bits is not between 0 and 32");
        }
        network &= mask(prefixLength);
    }

    /**
     * Reads {@code 10.20.0.0/16}, or an address alone, which is a block of one. Bits beyond the prefix are dropped, as EC2 does.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Cidr parse(String text) {
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a block of IPv4 addresses like \"10.20.0.0/16\"");
        }
        int address = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(parts.group(group));
            if (octet > 255) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not a block of IPv4 addresses: " + octet + " is more than 255");
            }
            address = address << 8 | octet;
        }
        return new Cidr(address, parts.group(5) == null ? 32 : Integer.parseInt(parts.group(5)));
    }

    /** Whether every address of the other is one of this. */
    public boolean contains(Cidr other) {
        return other.prefixLength >= prefixLength && (other.network & mask(prefixLength)) == network;
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    private static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
    }

    @Override
    public String toString() {
        return (network >>> 24) + "." + (network >>> 16 & 255) + "." + (network >>> 8 & 255) + "." + (network & 255)
                + "/" + prefixLength;
    }
}
