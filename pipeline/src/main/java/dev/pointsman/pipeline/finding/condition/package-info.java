/**
 * What a finding means to the resource it is about, in the Gateway API's words: which condition it makes false, and for what reason.
 *
 * <p>Whoever finds something says this in the same breath, so that status never judges anew what the checker has judged.
 */
package dev.pointsman.pipeline.finding.condition;
