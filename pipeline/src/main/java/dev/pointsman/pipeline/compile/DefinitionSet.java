package dev.pointsman.pipeline.compile;

import java.util.List;

import dev.pointsman.pipeline.finding.Finding;

/**
 * The files of one revision, and what there is to say about those that could not be read.
 *
 * @param files sorted by path, so that the order in which a disk lists them changes nothing
 * @param findings about files that are too large, no text, or not there
 */
public record DefinitionSet(List<DefinitionFile> files, List<Finding> findings) {

    public DefinitionSet {
        files = files.stream().sorted().toList();
        findings = findings.stream().sorted().toList();
    }
}
