/** The pipeline's commands: what a person or a CI job runs on definitions. Arguments in, text and exit codes out, nothing decided here. */
package dev.pointsman.pipeline.command;
