package dev.pointsman.pipeline.finding.condition;

/**
 * What a finding does to a condition.
 *
 * @param subject whose condition
 * @param reason which condition, and why
 */
public record Consequence(Subject subject, Reason reason) {}
