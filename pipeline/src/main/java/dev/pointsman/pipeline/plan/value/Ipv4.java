package dev.pointsman.pipeline.plan.value;

/** IPv4 addresses as text, in the one notation that every tool reads alike: four decimal numbers without leading zeros. */
public final class Ipv4 {

    private Ipv4() {}

    /** Read by hand: a large fleet of endpoints asks this some hundred thousand times. */
    public static boolean isAddress(String text) {
        int numbers = 0;
        int at = 0;
        while (numbers < 4) {
            int start = at;
            int number = 0;
            while (at < text.length() && at < start + 3 && isDigit(text.charAt(at))) {
                number = number * 10 + text.charAt(at++) - '0';
            }
            boolean isNumber = at > start && number <= 255 && (text.charAt(start) != '0' || at == start + 1);
            if (!isNumber) {
                return false;
            }
            numbers++;
            if (numbers < 4 && (at == text.length() || text.charAt(at++) != '.')) {
                return false;
            }
        }
        return at == text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns the address. Throws IllegalArgumentException when the text is not one. */
    public static String require(String text) {
        if (!isAddress(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IPv4 address");
        }
        return text;
    }
}
