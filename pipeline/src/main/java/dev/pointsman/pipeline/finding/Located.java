package dev.pointsman.pipeline.finding;

/**
 * A value as somebody wrote it, with where.
 *
 * @param value the value; of a field that was left out, its default
 * @param origin where it was written; of a field that was left out, the mapping that could hold it
 */
public record Located<T>(T value, Origin origin) {}
