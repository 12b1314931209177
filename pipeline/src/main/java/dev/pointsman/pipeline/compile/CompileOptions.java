package dev.pointsman.pipeline.compile;

import dev.pointsman.pipeline.finding.Admission;
import dev.pointsman.pipeline.resolve.reference.AddressScope;

/**
 * What a compilation depends on besides the definitions.
 *
 * @param fleet the Fleet whose plan is wanted, {@code namespace/name}; empty when there is only one
 * @param scope which addresses are admitted
 * @param admission what becomes of definitions that are valid, but do not hold together
 */
public record CompileOptions(String fleet, AddressScope scope, Admission admission) {

    /** The plan of the only Fleet, for a VPC; nothing that does not hold together. */
    public static CompileOptions defaults() {
        return new CompileOptions("", AddressScope.NETWORK, Admission.STRICT);
    }

    public CompileOptions withFleet(String name) {
        return new CompileOptions(name, scope, admission);
    }

    public CompileOptions withScope(AddressScope other) {
        return new CompileOptions(fleet, other, admission);
    }

    public CompileOptions withAdmission(Admission other) {
        return new CompileOptions(fleet, scope, other);
    }
}
