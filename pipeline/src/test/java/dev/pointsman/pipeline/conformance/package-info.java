/**
 * Plays the Gateway API's conformance cases against a real HAProxy that serves what Pointsman renders.
 *
 * <p>The cases are data in a folder of their own, whose README says what each word means. {@code cluster} holds the definitions of a case,
 * {@code backend} the echo backends, {@code client} whoever connects, {@code step} one file per kind of step.
 */
package dev.pointsman.pipeline.conformance;
