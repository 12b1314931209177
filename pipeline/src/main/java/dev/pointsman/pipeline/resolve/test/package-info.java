/** Resolves routing tests: where each is sent, and whether what it names is there. */
package dev.pointsman.pipeline.resolve.test;
