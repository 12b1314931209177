package dev.pointsman.agent.install;

import java.io.IOException;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

import dev.pointsman.agent.program.ProgramRun;
import dev.pointsman.agent.revision.LocalAddress;

/**
 * Gives the VIPs to this machine: on a dummy interface of their own, or on the loopback interface where the kernel has no dummy.
 *
 * <p>Every node has every VIP all the time; which node gets the packets is the route tables' business alone.
 */
final class AddressStep implements InstallStep {

    private static final String DUMMY = "pointsman0";
    private static final String LOOPBACK = "lo";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String purpose() {
        return "give the VIPs to this machine";
    }

    @Override
    public void take(Installation installation, InstallReport report) throws IOException {
        SortedSet<String> wanted = installation.plan().addresses();
        for (String address : wanted) {
            String holder = LocalAddress.interfaceWith(address)
                    .map(NetworkInterface::getName)
                    .orElse("");
            if (!holder.isEmpty()) {
                report.unchanged(address + " on " + holder);
                continue;
            }
            String device = deviceForAddresses();
            ip("address", "add", address + "/32", "dev", device);
            report.changed(address + " added to " + device);
        }
        removeForeign(wanted, report);
    }

    private static String deviceForAddresses() throws IOException {
        if (NetworkInterface.getByName(DUMMY) == null) {
            ProgramRun made = attempt("link", "add", DUMMY, "type", "dummy");
            if (!made.succeeded()) {
                // A kernel without the dummy driver; loopback is always there.
                return LOOPBACK;
            }
        }
        ip("link", "set", DUMMY, "up");
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
                ip("address", "del", text + "/" + address.getNetworkPrefixLength(), "dev", DUMMY);
                report.changed(text + " removed from " + DUMMY);
            }
        }
    }

    private static void ip(String... arguments) throws IOException {
        ProgramRun run = attempt(arguments);
        if (!run.succeeded()) {
            throw new IOException("\"ip " + String.join(" ", arguments) + "\" says: "
                    + run.output().strip());
        }
    }

    private static ProgramRun attempt(String... arguments) throws IOException {
        return ProgramRun.of(
                PATIENCE,
                java.util.stream.Stream.concat(java.util.stream.Stream.of("ip"), List.of(arguments).stream())
                        .toList());
    }
}
