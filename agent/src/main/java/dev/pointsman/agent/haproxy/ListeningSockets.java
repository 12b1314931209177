package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who listens on which TCP port of this machine, as the kernel says.
 *
 * <p>It exists because finding out by reloading is expensive: a HAProxy that cannot bind pauses the listeners of its old worker for two
 * seconds while it retries, and every client that connects meanwhile is refused.
 *
 * <p>Source: proc(5), {@code /proc/net/tcp}; the kernel's Documentation/networking/proc_net_tcp.rst.
 *
 * @param tables the kernel's tables to read
 */
record ListeningSockets(List<Path> tables) {

    private static final String LISTEN = "0A";
    /** Of the four words of {@code ::ffff:10.0.0.1} the first three, on a little-endian and on a big-endian machine. */
    private static final List<String> MAPPED_IPV4 = List.of("0000000000000000FFFF0000", "00000000000000000000FFFF");

    private static final String ANY_IPV6 = "0".repeat(32);

    ListeningSockets() {
        this(List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6")));
    }

    /**
     * One socket in state LISTEN.
     *
     * @param address dotted IPv4; {@code 0.0.0.0} for every address
     * @param uid whose process opened it
     */
    record Socket(String address, int port, int uid) {

        /** Whether nobody else can bind that address and port. */
        boolean occupies(String otherAddress, int otherPort) {
            return port == otherPort && (address.equals(otherAddress) || address.equals("0.0.0.0"));
        }
    }

    List<Socket> all() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (Path table : tables) {
            try {
                for (String line : Files.readAllLines(table)) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns.length > 7 && columns[3].equals(LISTEN)) {
                        add(columns, sockets);
                    }
                }
            } catch (NoSuchFileException withoutIpv6) {
                // A kernel without IPv6 has no such table.
            }
        }
        return sockets;
    }

    private static void add(String[] columns, List<Socket> sockets) {
        int colon = columns[1].indexOf(':');
        String address = columns[1].substring(0, colon);
        int port = Integer.parseInt(columns[1].substring(colon + 1), 16);
        int uid = Integer.parseInt(columns[7]);
        if (address.length() == 8) {
            sockets.add(new Socket(dotted(Integer.parseUnsignedInt(address, 16)), port, uid));
        } else if (MAPPED_IPV4.stream().anyMatch(address::startsWith)) {
            // A program that speaks IPv6 as well, as Java does, bound to an IPv4 address.
            sockets.add(new Socket(dotted(Integer.parseUnsignedInt(address, 24, 32, 16)), port, uid));
        } else if (address.equals(ANY_IPV6)) {
            // "::" takes IPv4 connections too, unless it was asked not to (ipv6(7), IPV6_V6ONLY).
            sockets.add(new Socket("0.0.0.0", port, uid));
        }
    }

    /** The kernel prints the address as one number in the machine's own byte order. */
    private static String dotted(int printed) {
        int address = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(printed) : printed;
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }
}
