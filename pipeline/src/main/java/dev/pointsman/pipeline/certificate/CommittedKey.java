package dev.pointsman.pipeline.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds private keys where none may be: in texts from Git, in whatever field, notation or comment.
 *
 * <p>It exists beside the reading of Secrets because a key that stands in the wrong place is a key that everybody can read, too.
 */
public final class CommittedKey {

    /** A heading with the beginning of a key behind it; between them stand line ends as YAML and JSON write them. */
    private static final Pattern PLAIN = Pattern.compile(
            "-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----(?:[\\s\"'#|>]|\\\\[nr]){0,80}[A-Za-z0-9+/]{16}");

    /** "-----BEGIN " in base64, as in the data of Secrets. */
    private static final Pattern ENCODED = Pattern.compile("LS0tLS1CRUdJTi[A-Za-z0-9+/]{40,}");

    private static final String HEADING = "PRIVATE KEY-----";

    /** As much as a heading takes in base64; a multiple of four. */
    private static final int HEADING_LENGTH = 64;

    private CommittedKey() {}

    /** The line, from 1, at which the first private key in the text begins; empty when there is none. */
    public static OptionalInt lineIn(String text) {
        Matcher plain = PLAIN.matcher(text);
        if (plain.find()) {
            return OptionalInt.of(lineAt(text, plain.start()));
        }
        Matcher encoded = ENCODED.matcher(text);
        while (encoded.find()) {
            if (decoded(encoded.group()).contains(HEADING)) {
                return OptionalInt.of(lineAt(text, encoded.start()));
            }
        }
        return OptionalInt.empty();
    }

    private static String decoded(String base64) {
        int length = Math.min(HEADING_LENGTH, base64.length() - base64.length() % 4);
        return new String(Base64.getDecoder().decode(base64.substring(0, length)), StandardCharsets.ISO_8859_1);
    }

    private static int lineAt(String text, int index) {
        return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
    }
}
