package dev.pointsman.pipeline.resolve.listener;

import java.security.GeneralSecurityException;
import java.util.Optional;

import dev.pointsman.pipeline.certificate.Pem;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.plan.ClientValidation;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resolve.reference.ReferenceGrants;
import dev.pointsman.pipeline.resource.ConfigMapDefinition;
import dev.pointsman.pipeline.resource.FrontendTls;
import dev.pointsman.pipeline.resource.GatewayDefinition;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ObjectReference;

/**
 * Follows a Gateway's references to the authorities that may have signed its clients' certificates.
 *
 * <p>Source: Gateway API v1.6, "FrontendTLSValidation": a listener whose references all lead nowhere is not served, because serving it
 * would mean to let everybody in.
 */
final class ClientValidationResolver {

    private final Lookup lookup;
    private final ReferenceGrants grants;
    private final Findings findings;

    ClientValidationResolver(Lookup lookup, ReferenceGrants grants, Findings findings) {
        this.lookup = lookup;
        this.grants = grants;
        this.findings = findings;
    }

    /** What holds for a listener whose Gateway asks for client certificates; empty after a finding, which is held against the listener. */
    Optional<ClientValidation> resolve(GatewayDefinition gateway, FrontendTls.Validation validation, Subject listener) {
        StringBuilder authorities = new StringBuilder();
        for (ObjectReference reference : validation.authorities()) {
            authorities(gateway.metadata(), reference, listener).ifPresent(authorities::append);
        }
        if (!validation.required()) {
            findings.state(
                    new Consequence(
                            Subject.resource(
                                    Kind.GATEWAY.title(), gateway.metadata().fullName()),
                            Reason.CONFIGURATION_CHANGED),
                    "Clients without a valid certificate are served as well (AllowInsecureFallback).");
        }
        if (authorities.isEmpty()) {
            findings.state(
                    new Consequence(listener, Reason.NO_VALID_CA_CERTIFICATE),
                    "No reference of caCertificateRefs leads to a certificate.");
            return Optional.empty();
        }
        return Optional.of(new ClientValidation(authorities.toString(), validation.required()));
    }

    private Optional<String> authorities(Metadata gateway, ObjectReference reference, Subject listener) {
        if (!reference.isTo(Kind.CONFIG_MAP)) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    reference.kind().origin(),
                    "the certificates of authorities are in a ConfigMap of the core group, not in a "
                            + Quoted.of(reference.kind().value()),
                    "",
                    new Consequence(listener, Reason.INVALID_CA_CERTIFICATE_KIND));
            return Optional.empty();
        }
        if (!grants.permit(
                gateway, Kind.CONFIG_MAP, reference.name(), new Consequence(listener, Reason.REF_NOT_PERMITTED))) {
            return Optional.empty();
        }
        Consequence invalid = new Consequence(listener, Reason.INVALID_CA_CERTIFICATE_REF);
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
