package dev.pointsman.pipeline.finding;

import java.util.regex.Pattern;

/**
 * What is said about a file that holds a private key, or shown of it: without anything that could be a part of the key.
 *
 * <p>It exists because findings quote values and lines, and end up in the logs of continuous integration, which more people read than
 * repositories.
 */
public final class Concealed {

    /** Keys are written in base64; no word of a sentence is that long. */
    private static final Pattern COULD_BE_KEY = Pattern.compile("[A-Za-z0-9+/=]{16,}");

    private Concealed() {}

    /** The text with stars in place of what could be a key, as long as before, so that a caret below still fits. */
    public static String of(String text) {
        return COULD_BE_KEY
                .matcher(text)
                .replaceAll(run -> "*".repeat(run.group().length()));
    }
}
