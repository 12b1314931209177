package dev.pointsman.pipeline.compile;

import java.util.Comparator;

/**
 * One YAML file of the definitions.
 *
 * @param path below the definitions' folder, with forward slashes
 * @param text its content
 */
public record DefinitionFile(String path, String text) implements Comparable<DefinitionFile> {

    private static final Comparator<DefinitionFile> ORDER =
            Comparator.comparing(DefinitionFile::path).thenComparing(DefinitionFile::text);

    @Override
    public int compareTo(DefinitionFile other) {
        return ORDER.compare(this, other);
    }
}
