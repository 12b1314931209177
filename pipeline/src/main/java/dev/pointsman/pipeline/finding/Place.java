package dev.pointsman.pipeline.finding;

import java.util.Comparator;

/**
 * Where something was written.
 *
 * @param file path below the definitions' folder, with forward slashes
 * @param line from 1; 0 when the finding is about the file as a whole
 * @param column from 1; 0 when the finding is about the line or the file as a whole
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparing(Place::line).thenComparing(Place::column);

    public Place {
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("line " + line + " and column " + column + " are counted from 1");
        }
    }

    public static Place ofFile(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** As compilers print it: {@code file:line:column}, without what is 0. */
    @Override
    public String toString() {
        return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
