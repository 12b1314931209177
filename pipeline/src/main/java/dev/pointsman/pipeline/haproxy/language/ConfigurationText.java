package dev.pointsman.pipeline.haproxy.language;

/**
 * A configuration file while it is written: sections, lines and comments.
 *
 * <p>It exists so that the classes of this room say what stands in a section and not how it is indented.
 */
public final class ConfigurationText {

    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();

    /** Opens a section after an empty line. */
    public void section(String header) {
        text.append('\n').append(header).append('\n');
    }

    /** A line of the open section; the words are separated by single blanks and must be words already. */
    public void line(String... words) {
        text.append(INDENT).append(String.join(" ", words)).append('\n');
    }

    /** An empty line within the open section. */
    public void gap() {
        text.append('\n');
    }

    /** A comment of the open section. */
    public void comment(String comment) {
        text.append(INDENT);
        topComment(comment);
    }

    /** A comment outside of sections. */
    public void topComment(String comment) {
        if (comment.chars().anyMatch(c -> c < 0x20)) {
            throw new IllegalArgumentException(
                    "comment \"" + comment + "\" has a control character, which could end its line");
        }
        text.append("# ").append(comment).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
