package dev.pointsman.agent.revision;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/** The addresses of this machine, as the kernel has them now. */
public final class LocalAddress {

    private LocalAddress() {}

    /**
     * Whether a program could listen on the address, dotted IPv4: an interface has it, a local route accepts it, or the kernel allows
     * foreign addresses (ip(7), ip_nonlocal_bind).
     */
    public static boolean isBindable(String address) {
        // Asking by a datagram socket on a port of the kernel's choice disturbs nobody and needs no privilege.
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(address))) {
            return socket.isBound();
        } catch (SocketException | UnknownHostException e) {
            return false;
        }
    }

    /** Whether any of the machine's interfaces has the address, dotted IPv4. */
    public static boolean isPresent(String address) {
        return interfaceWith(address).isPresent();
    }

    /** The interface that has the address. */
    public static Optional<NetworkInterface> interfaceWith(String address) {
        try {
            return Optional.ofNullable(NetworkInterface.getByInetAddress(InetAddress.getByName(address)));
        } catch (SocketException | UnknownHostException e) {
            return Optional.empty();
        }
    }
}
