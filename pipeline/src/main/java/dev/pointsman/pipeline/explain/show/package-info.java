/** Explanations for people and for programs. */
package dev.pointsman.pipeline.explain.show;
