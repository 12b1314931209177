/**
 * The pipeline's front door: from a folder of definitions to a verdict.
 *
 * <p>Compiling is a pure function of the files' texts; only {@code DefinitionFolder} touches the disk.
 */
package dev.pointsman.pipeline.compile;
