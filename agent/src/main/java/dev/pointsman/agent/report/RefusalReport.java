package dev.pointsman.agent.report;

import java.util.List;

import dev.pointsman.agent.apply.Refusal;
import dev.pointsman.pipeline.finding.Finding;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A revision that is not served.
 *
 * @param revision the commit
 * @param givenUp whether it is not tried again until another revision comes; else it is, at least once a minute
 * @param findings everything that is wrong with it, errors first
 */
@RegisterForReflection
public record RefusalReport(String revision, boolean givenUp, List<FindingReport> findings) {

    public RefusalReport {
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    static RefusalReport of(Refusal refusal) {
        return new RefusalReport(
                refusal.revision(),
                refusal.isFinal(),
                refusal.findings().stream()
                        .sorted(java.util.Comparator.comparing(Finding::severity))
                        .map(FindingReport::of)
                        .toList());
    }
}
