package dev.pointsman.agent.certificate;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * What this node knows about the certificate of a Secret at one moment.
 *
 * @param shown what clients are shown: by the worker, or by the next one where none answers; empty when there is nothing to show
 * @param findings what is wrong with it
 */
public record CertificateState(ResourceName secret, Optional<Validity> shown, List<Finding> findings) {
    public CertificateState {
        findings = List.copyOf(findings);
    }
}
