/** Reads routes: matches here, filters next door in {@code filter}. */
package dev.pointsman.pipeline.parse.route;
