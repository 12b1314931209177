/**
 * The bundle: every file that one node gets for one revision, and how to tell whether two of them differ.
 *
 * <p>It exists between rendering and applying, so that both ends agree on what <em>no change</em> means: the digest covers content only,
 * never the revision, so a commit that does not concern a node leaves it as it is.
 */
package dev.pointsman.pipeline.bundle;
