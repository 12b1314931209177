/**
 * From YAML text to typed values, strictly: every value with its place, every doubt a finding, nothing guessed.
 *
 * <p>The syntax is SnakeYAML Engine's; what is ours is the bounds (definitions are untrusted input), the places, and a reader that knows
 * which fields it was asked for and complains about the rest. Knows nothing of Gateways or Services.
 */
package dev.pointsman.pipeline.yaml;
