/** What came of routing tests, for people and for programs. */
package dev.pointsman.pipeline.trial.report;
