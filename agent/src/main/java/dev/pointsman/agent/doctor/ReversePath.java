package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.agent.ownership.assignment.Assignment;

/**
 * Whether the kernel drops packets for a VIP because their answer would leave by another interface.
 *
 * <p>With one network interface strict filtering harms nobody. With several, a client whose route back is the other one is never answered
 * (Linux, networking/ip-sysctl, "rp_filter": of "all" and the interface's own value the higher one counts).
 */
final class ReversePath implements Examination {

    private static final Path SETTINGS = Path.of("/proc/sys/net/ipv4/conf");
    private static final int STRICT = 1;

    private final Assignment assignment;

    ReversePath(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public String subject() {
        return "the kernel's reverse path filter";
    }

    @Override
    public List<Ailment> examine() {
        List<Ailment> ailments = new ArrayList<>();
        try {
            List<NetworkInterface> cards = NetworkInterface.networkInterfaces()
                    .filter(card -> isOfHardware(card))
                    .toList();
            if (cards.size() < 2) {
                return ailments;
            }
            for (NetworkInterface card : cards) {
                if (Math.max(value("all"), value(card.getName())) == STRICT) {
                    ailments.add(new Ailment(
                            "rp_filter of " + card.getName(),
                            "is strict on a machine with " + cards.size()
                                    + " network interfaces: packets for a VIP are dropped when the way back is another one",
                            "set net.ipv4.conf.all.rp_filter and net.ipv4.conf." + card.getName()
                                    + ".rp_filter to 2 (loose)"));
                }
            }
        } catch (IOException unknown) {
            ailments.add(
                    new Ailment(SETTINGS.toString(), "cannot be read: " + unknown.getMessage(), "call this as root"));
        }
        return ailments;
    }

    private static boolean isOfHardware(NetworkInterface card) {
        try {
            return !card.isLoopback()
                    && card.isUp()
                    && card.getHardwareAddress() != null
                    && !card.getName().equals("pointsman0");
        } catch (SocketException gone) {
            return false;
        }
    }

    private static int value(String scope) throws IOException {
        return Integer.parseInt(
                Files.readString(SETTINGS.resolve(scope).resolve("rp_filter")).strip());
    }
}
