package dev.pointsman.pipeline.compile;

import dev.pointsman.pipeline.resolve.reference.AddressScope;

/**
 * What a compilation depends on besides the definitions.
 *
 * @param fleet the Fleet whose plan is wanted, {@code namespace/name}; empty when there is only one
 * @param scope which addresses are admitted
 */
public record CompileOptions(String fleet, AddressScope scope) {

    /** The plan of the only Fleet, for a VPC. */
    public static CompileOptions defaults() {
        return new CompileOptions("", AddressScope.NETWORK);
    }

    public CompileOptions withFleet(String name) {
        return new CompileOptions(name, scope);
    }

    public CompileOptions withScope(AddressScope other) {
        return new CompileOptions(fleet, other);
    }
}
