package dev.pointsman.pipeline.finding;

/** How a value from Git is shown in a message: in double quotes, on one line, and never longer than a line bears. */
public final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    /** Escapes what could end the line or command a terminal, and cuts what is longer than 80 characters. */
    public static String of(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().limit(LONGEST).forEach(c -> append(text, c));
        if (value.codePointCount(0, value.length()) > LONGEST) {
            text.append("…");
        }
        return text.append('"').toString();
    }

    /** The value without quotes, on one line, however long it is. */
    public static String escape(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().forEach(c -> append(text, c));
        return text.toString();
    }

    private static void append(StringBuilder text, int c) {
        switch (c) {
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '\r' -> text.append("\\r");
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            default -> {
                if (Character.isISOControl(c) || isInvisible(Character.getType(c))) {
                    text.append(String.format("\\u%04x", c));
                } else {
                    text.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean isInvisible(int type) {
        return type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
