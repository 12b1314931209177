package dev.pointsman.pipeline.compile;

import dev.pointsman.pipeline.finding.Admission;
import dev.pointsman.pipeline.resolve.reference.AddressScope;
import dev.pointsman.pipeline.resolve.reference.CertificateSource;

/**
 * What a compilation depends on besides the definitions.
 *
 * @param fleet the Fleet whose plan is wanted, {@code namespace/name}; empty when there is only one
 * @param scope which addresses are admitted
 * @param admission what becomes of definitions that are valid, but do not hold together
 * @param certificates where the certificates and private keys come from that Secrets stand for
 */
public record CompileOptions(String fleet, AddressScope scope, Admission admission, CertificateSource certificates) {

    /** The plan of the only Fleet, for a VPC; nothing that does not hold together. */
    public static CompileOptions defaults() {
        return new CompileOptions("", AddressScope.NETWORK, Admission.STRICT, CertificateSource.NODE_FILES);
    }

    public CompileOptions withFleet(String name) {
        return new CompileOptions(name, scope, admission, certificates);
    }

    public CompileOptions withScope(AddressScope other) {
        return new CompileOptions(fleet, other, admission, certificates);
    }

    public CompileOptions withAdmission(Admission other) {
        return new CompileOptions(fleet, scope, other, certificates);
    }

    public CompileOptions withCertificates(CertificateSource other) {
        return new CompileOptions(fleet, scope, admission, other);
    }
}
