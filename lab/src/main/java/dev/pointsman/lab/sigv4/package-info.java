/**
 * Verification of AWS Signature Version 4 in the {@code Authorization} header, written from the specification ("Signing AWS API requests",
 * IAM User Guide) and not from any client, so that a client's mistake shows.
 */
package dev.pointsman.lab.sigv4;
