package dev.pointsman.pipeline.compile;

import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Severity;
import dev.pointsman.pipeline.status.ResourceStatus;

/**
 * Everything there is to say about definitions.
 *
 * @param findings sorted by place
 * @param statuses of every resource that has a status, by kind and name
 */
public record Report(List<Finding> findings, List<ResourceStatus> statuses) {

    public Report {
        findings = findings.stream().sorted().toList();
        statuses = List.copyOf(statuses);
    }

    /** Whether a finding refuses the definitions. */
    public boolean refuses() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
