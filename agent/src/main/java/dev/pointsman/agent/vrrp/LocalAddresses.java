package dev.pointsman.agent.vrrp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;

/** The addresses of this machine; exists so that tests can say which there are. */
public interface LocalAddresses {

    /** Whether any network interface has this IPv4 address. Throws IOException when the interfaces cannot be read. */
    boolean hold(String address) throws IOException;

    /** Those of the network namespace that this process is in. */
    static LocalAddresses ofThisMachine() {
        return address -> NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    }
}
