package dev.pointsman.agent.command;

import dev.pointsman.agent.install.InstallReport;
import dev.pointsman.pipeline.node.NodeLayout;

/** The last lines of an installation: what came of it, and what starts the node. */
final class Summary {

    private Summary() {}

    static String of(NodeLayout layout, InstallReport report) {
        if (report.problems() > 0) {
            return "=> " + count(report.problems(), "problem") + ", " + count(report.changes(), "change")
                    + ". This machine is not yet a node that serves; see above.";
        }
        return """
                => %s. This machine is a node. What runs on it:
                   haproxy -W -S %s -p %s -f %s
                   pointsman run%s
                   keepalived -n -l -f %s -p %s -r %s""".formatted(
                        report.changes() == 0 ? "Nothing to change" : count(report.changes(), "change"),
                        layout.haproxyMasterSocket(),
                        layout.haproxyPid(),
                        layout.haproxyConfiguration(),
                        layout.root().getNameCount() == 0 ? "" : " --root " + layout.root(),
                        layout.keepalivedConfiguration(),
                        layout.keepalivedPid(),
                        layout.keepalivedVrrpPid());
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
