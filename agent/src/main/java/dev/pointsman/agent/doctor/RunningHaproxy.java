package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.notify.Probe;
import dev.pointsman.agent.vrrp.LivingProcess;
import dev.pointsman.pipeline.node.NodeLayout;

/** Whether HAProxy runs and answers, with the file that Pointsman writes. */
final class RunningHaproxy implements Examination {

    private final NodeLayout layout;

    RunningHaproxy(NodeLayout layout) {
        this.layout = layout;
    }

    @Override
    public String subject() {
        return "HAProxy and its file";
    }

    @Override
    public List<Ailment> examine() {
        List<Ailment> ailments = new ArrayList<>();
        String wanted = layout.haproxyConfiguration().toString();
        String start = "start it with \"haproxy -W -S " + layout.haproxyMasterSocket() + " -p " + layout.haproxyPid()
                + " -f " + wanted + "\"";
        new Probe(layout.haproxySocket())
                .fault()
                .ifPresent(fault -> ailments.add(
                        new Ailment("HAProxy", "does not serve, so this node can own no route: " + fault, start)));
        try {
            Optional<LivingProcess> master = LivingProcess.named(layout.haproxyPid());
            if (master.isEmpty()) {
                if (ailments.isEmpty()) {
                    ailments.add(new Ailment(
                            layout.haproxyPid().toString(),
                            "names no living process although HAProxy answers, so nobody can reload it",
                            start));
                }
                return ailments;
            }
            Optional<String> used = CommandLines.option(master.get().pid(), "-f");
            if (!used.equals(Optional.of(wanted))) {
                ailments.add(new Ailment(
                        "HAProxy (process " + master.get().pid() + ")",
                        "runs with " + used.map(file -> "\"" + file + "\"").orElse("no file that it names")
                                + ", and Pointsman writes \"" + wanted + "\"",
                        start));
            }
        } catch (IOException unknown) {
            ailments.add(new Ailment(
                    "HAProxy", "cannot be looked at: " + unknown.getMessage(), "call this as root, on the node"));
        }
        return ailments;
    }
}
