/** Reads routing tests. */
package dev.pointsman.pipeline.parse.test;
