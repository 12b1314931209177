/**
 * VPCs as files: a snapshot, and what {@code aws ec2 describe-…} prints. Both have one form, that of EC2's command line, so that a
 * snapshot can be made with either tool and read with the same eyes.
 *
 * <p>Files are untrusted: they come with a pull request.
 */
package dev.pointsman.pipeline.vpc.document;
