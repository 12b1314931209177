package dev.pointsman.agent.git;

import java.nio.file.Path;
import java.util.List;

import dev.pointsman.pipeline.finding.Finding;

/**
 * One revision's definitions as plain files.
 *
 * @param folder holds the YAML files of the revision and nothing else
 * @param findings what was not written and why: entries that Git knows and a folder of definitions must not have
 */
public record CheckedOut(Path folder, List<Finding> findings) {

    public CheckedOut {
        findings = List.copyOf(findings);
    }
}
