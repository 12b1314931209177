package dev.pointsman.pipeline.compile;

/**
 * One YAML file of the definitions.
 *
 * @param path below the definitions' folder, with forward slashes
 * @param text its content
 */
public record DefinitionFile(String path, String text) {}
