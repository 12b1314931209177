package dev.pointsman.pipeline.plan.value;

import java.util.regex.Pattern;

/** IPv4 addresses as text, in the one notation that every tool reads alike: four decimal numbers without leading zeros. */
public final class Ipv4 {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private Ipv4() {}

    public static boolean isAddress(String text) {
        return DOTTED.matcher(text).matches();
    }

    /** Returns the address. Throws IllegalArgumentException when the text is not one. */
    public static String require(String text) {
        if (!isAddress(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IPv4 address");
        }
        return text;
    }
}
