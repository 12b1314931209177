package dev.pointsman.agent.apply;

import java.util.List;

import dev.pointsman.pipeline.finding.Finding;

/**
 * A revision that is not served, and why.
 *
 * @param revision the commit
 * @param findings everything that is wrong with it, sorted; at least one
 * @param isFinal whether it is given up until another revision comes; else it is tried again, see {@link RefusedRevisions}
 */
public record Refusal(String revision, List<Finding> findings, boolean isFinal) {

    public Refusal {
        findings = findings.stream().sorted().toList();
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("revision \"" + revision + "\" is refused without a finding");
        }
    }
}
