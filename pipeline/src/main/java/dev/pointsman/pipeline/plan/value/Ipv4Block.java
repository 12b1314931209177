package dev.pointsman.pipeline.plan.value;

/**
 * A block of IPv4 addresses (RFC 4632), always in its canonical form: no bit is set beyond the prefix.
 *
 * @param network the first address, as an unsigned 32-bit number
 * @param prefixLength leading bits that all its addresses share, 0 to 32
 */
public record Ipv4Block(int network, int prefixLength) {

    private static final String LENGTH = "[0-9]|[12][0-9]|3[0-2]";
    private static final String NOTATION = " is no block of IPv4 addresses such as \"10.99.0.0/24\"";

    public Ipv4Block {
        if (prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " is not between 0 and 32");
        }
        if ((network & ~mask(prefixLength)) != 0) {
            throw new IllegalArgumentException("\"" + dotted(network) + "/" + prefixLength
                    + "\" is not aligned: its block begins at \"" + dotted(network & mask(prefixLength)) + "\"");
        }
    }

    /** Every address: the destination of a default route. */
    public static final Ipv4Block ALL = new Ipv4Block(0, 0);

    /** Reads {@code 10.99.0.0/24}. Throws IllegalArgumentException, saying what is wrong, when the text is no block or not aligned. */
    public static Ipv4Block parse(String text) {
        int slash = text.indexOf('/');
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (slash < 0 || !Ipv4.isAddress(text.substring(0, slash)) || !length.matches(LENGTH)) {
            throw new IllegalArgumentException("\"" + text + "\"" + NOTATION);
        }
        return new Ipv4Block(number(text.substring(0, slash)), Integer.parseInt(length));
    }

    /** The block that holds an address, dotted, alone. */
    public static Ipv4Block host(String address) {
        return new Ipv4Block(number(Ipv4.require(address)), 32);
    }

    /** The block of that size that holds an address, dotted. */
    public static Ipv4Block around(String address, int prefixLength) {
        return new Ipv4Block(number(Ipv4.require(address)) & mask(prefixLength), prefixLength);
    }

    /**
     * Reads {@code 10.20.3.4/16}, or an address alone, which is a block of one; bits beyond the prefix are dropped, as EC2 does.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Ipv4Block around(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 && Ipv4.isAddress(text)) {
            return host(text);
        }
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (slash < 0 || !Ipv4.isAddress(text.substring(0, slash)) || !length.matches(LENGTH)) {
            throw new IllegalArgumentException("\"" + text + "\"" + NOTATION);
        }
        return around(text.substring(0, slash), Integer.parseInt(length));
    }

    /** Whether an address, dotted, lies in it. */
    public boolean contains(String address) {
        return contains(host(address));
    }

    public boolean contains(Ipv4Block other) {
        return other.prefixLength >= prefixLength && (other.network & mask(prefixLength)) == network;
    }

    /** Whether they have an address in common. */
    public boolean overlaps(Ipv4Block other) {
        return contains(other) || other.contains(this);
    }

    /** Whether it holds one address alone. */
    public boolean isHost() {
        return prefixLength == 32;
    }

    /** The first address, dotted. */
    public String first() {
        return dotted(network);
    }

    /** The last address, dotted. */
    public String last() {
        return dotted(network | ~mask(prefixLength));
    }

    @Override
    public String toString() {
        return first() + "/" + prefixLength;
    }

    private static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
    }

    private static int number(String address) {
        int number = 0;
        int octet = 0;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == '.') {
                number = number << 8 | octet;
                octet = 0;
            } else {
                octet = octet * 10 + c - '0';
            }
        }
        return number << 8 | octet;
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }
}
