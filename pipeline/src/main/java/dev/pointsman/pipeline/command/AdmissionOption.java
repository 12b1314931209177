package dev.pointsman.pipeline.command;

import dev.pointsman.pipeline.finding.Admission;
import picocli.CommandLine.Option;

/** {@code --permissive}: the option by which a command serves definitions that do not hold together. */
final class AdmissionOption {

    @Option(
            names = "--permissive",
            description =
                    "Serve what does not hold together as the Gateway API demands (500, 404, conditions that say so): references"
                            + " that lead nowhere, routes that no listener takes, what this version cannot do. Without it these are errors.")
    private boolean permissive;

    Admission admission() {
        return permissive ? Admission.PERMISSIVE : Admission.STRICT;
    }
}
