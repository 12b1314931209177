/**
 * The definitions as they are written: one record per kind, each value with its origin, defaults filled in as an API server would.
 *
 * <p>What stands here has passed the checks that need nothing but the resource itself. Whether its references lead anywhere is
 * {@code resolve}'s business.
 */
package dev.pointsman.pipeline.resource;
