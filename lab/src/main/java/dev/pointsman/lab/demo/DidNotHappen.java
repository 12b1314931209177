package dev.pointsman.lab.demo;

/** Something that an act was to show did not happen; the message says what was expected and what was seen instead. */
public final class DidNotHappen extends Exception {
    public DidNotHappen(String message) {
        super(message);
    }

    public DidNotHappen(String message, Throwable cause) {
        super(message, cause);
    }

    /** Fails unless something is so. */
    static void unless(boolean isSo, String message, Object... values) throws DidNotHappen {
        if (!isSo) {
            throw new DidNotHappen(values.length == 0 ? message : message.formatted(values));
        }
    }
}
