/**
 * How findings are told: to people with the line they are about, to programs as JSON, to code scanners as SARIF, to GitHub as annotations.
 *
 * <p>Nothing is decided here; every form tells the same findings in the same order. The documentation pages of the codes, which
 * {@link dev.pointsman.pipeline.report.FindingGuide} reads, are those of {@code docs/findings}, carried along as resources.
 */
package dev.pointsman.pipeline.report;
