package dev.pointsman.pipeline.resolve.listener;

import java.util.Optional;

import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.plan.listener.ClientValidation;
import dev.pointsman.pipeline.resolve.reference.AuthorityResolver;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.gateway.FrontendTls;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;

/**
 * Follows a Gateway's references to the authorities that may have signed its clients' certificates.
 *
 * <p>Source: Gateway API v1.6, "FrontendTLSValidation": a listener whose references all lead nowhere is not served, because serving it
 * would mean to let everybody in.
 */
final class ClientValidationResolver {

    private final AuthorityResolver authorities;
    private final Findings findings;

    ClientValidationResolver(AuthorityResolver authorities, Findings findings) {
        this.authorities = authorities;
        this.findings = findings;
    }

    /** What holds for a listener whose Gateway asks for client certificates; empty after a finding, which is held against the listener. */
    Optional<ClientValidation> resolve(GatewayDefinition gateway, FrontendTls.Validation validation, Subject listener) {
        if (!validation.required()) {
            findings.state(
                    new Consequence(
                            Subject.resource(
                                    Kind.GATEWAY.title(), gateway.metadata().fullName()),
                            Reason.CONFIGURATION_CHANGED),
                    "Clients without a valid certificate are served as well (AllowInsecureFallback).");
        }
        return authorities
                .resolve(gateway.metadata(), validation.authorities(), listener, Reason.INVALID_CA_CERTIFICATE_KIND)
                .map(certificates -> new ClientValidation(certificates, validation.required()));
    }
}
