package dev.pointsman.pipeline.plan.backend;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.value.Ipv4;

/**
 * One server of a backend, or several behind one name.
 *
 * @param address dotted IPv4, or a host name of at least two labels in lower case, which the node resolves again and again
 * @param port 1 to 65535
 */
public record Endpoint(String address, int port) {

    private static final int LONGEST_NAME = 253;

    public Endpoint {
        if (!Ipv4.isAddress(address) && !isHostName(address)) {
            throw new IllegalArgumentException(
                    "\"" + address + "\" is neither an IPv4 address nor a host name in lower case");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    /** Whether its address is a host name. */
    public boolean isNamed() {
        return !Ipv4.isAddress(address);
    }

    /** Whether a text is a host name that can be resolved: with a dot, and no numbers alone at its end, which programs take for an address. */
    public static boolean isHostName(String text) {
        return text.length() <= LONGEST_NAME
                && HostMatch.NAME.matcher(text).matches()
                && text.indexOf('.') > 0
                && !text.matches("(.*\\.)?[0-9]+");
    }
}
