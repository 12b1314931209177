package dev.pointsman.pipeline.finding;

/** How much a finding weighs: an error refuses the revision, a warning does not. */
public enum Severity {
    ERROR,
    WARNING
}
