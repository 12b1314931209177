/**
 * JSON Schemas of the kinds, for editors: which fields there are, of which types and bounds, and what they mean.
 *
 * <p>Nothing is known here of any field. What the readers ask for is what the schemas say, so a field is written down in one place only. A
 * schema says less than {@code pointsman check}: it sees one resource at a time, and of a text that is more than a pattern only the length.
 */
package dev.pointsman.pipeline.schema;
