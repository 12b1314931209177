package dev.pointsman.pipeline.resolve.reference;

import java.security.GeneralSecurityException;
import java.util.Optional;

import dev.pointsman.pipeline.certificate.Pem;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ObjectReference;
import dev.pointsman.pipeline.resource.cluster.ConfigMapDefinition;

/** Follows references to the certificates of authorities, which are in ConfigMaps. */
public final class AuthorityResolver {

    private final Lookup lookup;
    private final ReferenceGrants grants;
    private final Findings findings;

    public AuthorityResolver(Lookup lookup, ReferenceGrants grants, Findings findings) {
        this.lookup = lookup;
        this.grants = grants;
        this.findings = findings;
    }

    /**
     * The certificates that the references lead to, PEM; those that lead nowhere are findings, which are held against the subject. Empty
     * when none leads to a certificate.
     *
     * @param wrongKind the reason by which the subject's kind says that a reference is to the wrong kind
     */
    public Optional<String> resolve(
            Metadata owner, Iterable<ObjectReference> references, Subject subject, Reason wrongKind) {
        StringBuilder certificates = new StringBuilder();
        for (ObjectReference reference : references) {
            resolve(owner, reference, subject, wrongKind).ifPresent(certificates::append);
        }
        if (certificates.isEmpty()) {
            findings.state(
                    new Consequence(subject, Reason.NO_VALID_CA_CERTIFICATE),
                    "No reference of caCertificateRefs leads to a certificate.");
            return Optional.empty();
        }
        return Optional.of(certificates.toString());
    }

    private Optional<String> resolve(Metadata owner, ObjectReference reference, Subject subject, Reason wrongKind) {
        if (!reference.isTo(Kind.CONFIG_MAP)) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    reference.kind().origin(),
                    "the certificates of authorities are in a ConfigMap of the core group, not in a "
                            + Quoted.of(reference.kind().value()),
                    "",
                    new Consequence(subject, wrongKind));
            return Optional.empty();
        }
        if (!grants.permit(
                owner, Kind.CONFIG_MAP, reference.name(), new Consequence(subject, Reason.REF_NOT_PERMITTED))) {
            return Optional.empty();
        }
        Consequence invalid = new Consequence(subject, Reason.INVALID_CA_CERTIFICATE_REF);
        return lookup.find(Kind.CONFIG_MAP, reference.name(), ConfigMapDefinition.class, invalid)
                .flatMap(found -> certificates(found, reference, invalid));
    }

    private Optional<String> certificates(
            ConfigMapDefinition configMap, ObjectReference reference, Consequence invalid) {
        try {
            String text = configMap.data().getOrDefault(ConfigMapDefinition.AUTHORITIES, "");
            return Optional.of(Pem.of(Pem.certificates(text)));
        } catch (GeneralSecurityException malformed) {
            findings.error(
                    FindingCode.INVALID_CERTIFICATE,
                    reference.name().origin(),
                    "the key " + Quoted.of(ConfigMapDefinition.AUTHORITIES) + " of ConfigMap "
                            + Quoted.of(configMap.metadata().fullName()) + " ("
                            + configMap.metadata().origin().place() + ") is of no use: " + malformed.getMessage(),
                    "",
                    invalid);
            return Optional.empty();
        }
    }
}
