package dev.pointsman.agent.install;

import java.util.List;

import dev.pointsman.agent.doctor.Ailment;
import dev.pointsman.agent.doctor.HookFile;

/** Checks that keepalived will run the program as its hook. */
final class HookStep implements InstallStep {

    @Override
    public String purpose() {
        return "check that keepalived runs its hook";
    }

    @Override
    public void take(Installation installation, InstallReport report) {
        HookFile hook = new HookFile(installation.layout().binary());
        List<Ailment> ailments = hook.examine();
        ailments.forEach(ailment -> report.problem(ailment.text()));
        if (ailments.isEmpty()) {
            report.found("only root can change " + hook.hook() + " and the folders above it");
        }
    }
}
