/**
 * Certificates and private keys as text: reads PEM, and says whether it is what it should be.
 *
 * <p>Pure. Private keys are read only where tests bring their own, and on the nodes, which have them as files; no message repeats one.
 */
package dev.pointsman.pipeline.certificate;
