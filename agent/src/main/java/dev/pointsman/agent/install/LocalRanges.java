package dev.pointsman.agent.install;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * The blocks of addresses that this machine takes for its own as a whole: local routes on the loopback interface (ip-route(8), type "local").
 *
 * <p>It exists so that a VIP in the Fleet's range needs nobody who is root. The routes carry a protocol number, so that those that are no longer
 * wanted are known from those that somebody else has made.
 */
final class LocalRanges {

    /** A mark and nothing else: of the numbers that no routing daemon has (iproute2, rt_protos), the one of VRRP's IP protocol. */
    private static final String MARK = "112";

    private static final Pattern ROUTE = Pattern.compile("local (\\S+) .*");

    private LocalRanges() {}

    static void add(List<Ipv4Block> wanted, InstallReport report) throws IOException {
        List<Ipv4Block> present = present();
        for (Ipv4Block range : wanted) {
            if (present.contains(range)) {
                report.unchanged(range + " on this machine");
            } else {
                IpCommand.run("route", "add", "local", range.toString(), "dev", "lo", "proto", MARK);
                report.changed(range + " added to this machine");
            }
        }
    }

    static void removeOthers(List<Ipv4Block> wanted, InstallReport report) throws IOException {
        for (Ipv4Block range : present()) {
            if (!wanted.contains(range)) {
                IpCommand.run("route", "del", "local", range.toString(), "dev", "lo", "proto", MARK, "table", "local");
                report.changed(range + " removed from this machine");
            }
        }
    }

    private static List<Ipv4Block> present() throws IOException {
        return IpCommand.run("-4", "route", "show", "table", "local", "proto", MARK)
                .lines()
                .map(ROUTE::matcher)
                .filter(route -> route.matches() && route.group(1).contains("/"))
                .map(route -> Ipv4Block.parse(route.group(1)))
                .toList();
    }
}
