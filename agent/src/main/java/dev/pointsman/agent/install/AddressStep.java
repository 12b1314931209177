package dev.pointsman.agent.install;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.pointsman.agent.program.ProgramRun;
import dev.pointsman.agent.revision.LocalAddress;
import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * Gives the VIPs to this machine: a range of them as a whole, others on a dummy interface of their own, or on the loopback interface where the
 * kernel has no dummy.
 *
 * <p>Every node has every VIP all the time; which node gets the packets is the route tables' business alone.
 */
final class AddressStep implements InstallStep {

    private static final String DUMMY = "pointsman0";
    private static final String LOOPBACK = "lo";

    @Override
    public String purpose() {
        return "give the VIPs to this machine";
    }

    @Override
    public void take(Installation installation, InstallReport report) throws IOException {
        List<Ipv4Block> ranges = installation.plan().ranges();
        LocalRanges.add(ranges, report);
        SortedSet<String> wanted = new TreeSet<>(installation.plan().addresses());
        wanted.removeIf(address -> ranges.stream().anyMatch(range -> range.contains(address)));
        for (String address : wanted) {
            String holder = LocalAddress.interfaceWith(address)
                    .map(NetworkInterface::getName)
                    .orElse("");
            if (!holder.isEmpty()) {
                report.unchanged(address + " on " + holder);
                continue;
            }
            String device = deviceForAddresses();
            IpCommand.run("address", "add", address + "/32", "dev", device);
            report.changed(address + " added to " + device);
        }
        // What is no longer needed goes last: an address that moves into a range, or out of it, is never without both.
        removeForeign(wanted, report);
        LocalRanges.removeOthers(ranges, report);
    }

    private static String deviceForAddresses() throws IOException {
        if (NetworkInterface.getByName(DUMMY) == null) {
            ProgramRun made = IpCommand.attempt("link", "add", DUMMY, "type", "dummy");
            if (!made.succeeded()) {
                // A kernel without the dummy driver; loopback is always there.
                return LOOPBACK;
            }
        }
        IpCommand.run("link", "set", DUMMY, "up");
        return DUMMY;
    }

    /** The dummy interface is ours, so what the definitions no longer have goes. On loopback nobody knows whose an address is. */
    private static void removeForeign(SortedSet<String> wanted, InstallReport report) throws IOException {
        NetworkInterface dummy = NetworkInterface.getByName(DUMMY);
        if (dummy == null) {
            return;
        }
        for (var address : dummy.getInterfaceAddresses()) {
            String text = address.getAddress().getHostAddress();
            if (address.getAddress() instanceof java.net.Inet4Address && !wanted.contains(text)) {
                IpCommand.run("address", "del", text + "/" + address.getNetworkPrefixLength(), "dev", DUMMY);
                report.changed(text + " removed from " + DUMMY);
            }
        }
    }
}
