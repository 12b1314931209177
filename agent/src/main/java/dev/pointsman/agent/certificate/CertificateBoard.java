package dev.pointsman.agent.certificate;

import java.util.List;

import jakarta.inject.Singleton;

import dev.pointsman.pipeline.finding.Finding;

/** What was found at the last look at certificates, for everybody who reports; safe for use by many threads. */
@Singleton
public class CertificateBoard {

    private volatile List<Finding> findings = List.of();

    /** Sorted. */
    public List<Finding> read() {
        return findings;
    }

    /** Writes down what was found; returns what was known before. */
    public List<Finding> write(List<Finding> found) {
        List<Finding> before = findings;
        findings = found.stream().sorted().toList();
        return before;
    }
}
