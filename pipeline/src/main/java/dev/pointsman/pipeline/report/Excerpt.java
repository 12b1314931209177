package dev.pointsman.pipeline.report;

import java.util.List;

import dev.pointsman.pipeline.finding.Place;

/**
 * The line that a finding is about, with a caret below its column.
 *
 * <p>The line is untrusted text: what could command a terminal is replaced, character by character, so that the caret still fits.
 */
final class Excerpt {

    /** As much of a line as is shown around the caret. */
    private static final int WIDEST = 120;

    /** How much of a longer line is shown before the caret. */
    private static final int BEFORE = 60;

    private static final int REPLACEMENT = '·';

    private Excerpt() {}

    /** Two lines without line ends: the excerpt and the caret; the caret's has nothing after it. */
    static List<String> of(Place place, String line) {
        int[] characters = line.codePoints().map(Excerpt::visible).toArray();
        int column = Math.min(Math.max(place.column() - 1, 0), characters.length);
        int start =
                characters.length <= WIDEST ? 0 : Math.max(0, Math.min(column - BEFORE, characters.length - WIDEST));
        int end = Math.min(characters.length, start + WIDEST);
        String shown = (start > 0 ? "…" : "")
                + new String(characters, start, end - start)
                + (end < characters.length ? "…" : "");
        String number = String.format("%6d", place.line());
        int indent = column - start + (start > 0 ? 1 : 0);
        return List.of(
                (number + " | " + shown).stripTrailing(),
                " ".repeat(number.length()) + " | " + (place.column() == 0 ? "" : " ".repeat(indent) + "^"));
    }

    private static int visible(int character) {
        if (character == '\t') {
            return ' ';
        }
        boolean isShown = !Character.isISOControl(character)
                && switch (Character.getType(character)) {
                    case Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
        return isShown ? character : REPLACEMENT;
    }
}
