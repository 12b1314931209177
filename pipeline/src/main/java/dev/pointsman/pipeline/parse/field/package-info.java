/** The fields that several kinds share, and the notations of their values: names, references, durations, addresses. */
package dev.pointsman.pipeline.parse.field;
