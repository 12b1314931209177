package dev.pointsman.agent.configuration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Where the agent's HTTP endpoint listens.
 *
 * @param host dotted IPv4
 * @param port 1 to 65535
 */
public record ListenAddress(String host, int port) {

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    public ListenAddress {
        if (!IPV4.matcher(host).matches() || !isAddress(host)) {
            throw new IllegalArgumentException("host \"" + host + "\" is not a dotted IPv4 address");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    /** Reads {@code HOST:PORT}. Throws IllegalArgumentException saying what is wrong and what is expected. */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 0 || !port.matches("\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not HOST:PORT with a dotted IPv4 address and a port between 1 and 65535");
        }
        return new ListenAddress(text.substring(0, colon), Integer.parseInt(port));
    }

    /** Whether only this machine can reach it, so that peers cannot ask each other. */
    public boolean isLoopback() {
        return host.startsWith("127.");
    }

    /** The address to ask it at from the same machine: {@code 0.0.0.0} listens everywhere and is itself no destination. */
    public ListenAddress reachableHere() {
        return host.equals("0.0.0.0") ? new ListenAddress("127.0.0.1", port) : this;
    }

    private static boolean isAddress(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress().equals(host);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
