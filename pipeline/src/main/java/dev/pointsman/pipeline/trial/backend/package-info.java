/** The backends that a trial generates: they name themselves, and remember what they saw. */
package dev.pointsman.pipeline.trial.backend;
