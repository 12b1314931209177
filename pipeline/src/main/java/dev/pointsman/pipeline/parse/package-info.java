/**
 * From YAML documents to resources: one reader per kind, as strict as a Kubernetes API server, and clear about what is not served yet.
 *
 * <p>Pure: texts in, resources and findings out.
 */
package dev.pointsman.pipeline.parse;
