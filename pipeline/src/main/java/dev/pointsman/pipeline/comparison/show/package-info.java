/** Comparisons for people, for pull requests and for programs. */
package dev.pointsman.pipeline.comparison.show;
