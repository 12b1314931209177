package dev.pointsman.pipeline.compile;

import java.util.List;
import java.util.Random;

/** Damages a text in ways in which people, tools and attackers do. */
final class Damage {

    private static final List<String> INTRUDERS = List.of(
            "\t",
            "\u0000",
            "\n",
            "'",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            "- ",
            "#",
            "&a ",
            "*a ",
            "!!int ",
            "!x ",
            "|\n",
            "---\n",
            "...\n",
            "%",
            "<<: ",
            "null",
            "~",
            "true",
            "-1",
            "65536",
            "99999999999999999999",
            "1e9",
            ".inf",
            "0x10",
            "ü",
            "\u202e",
            "\ud83d\ude00",
            "\\",
            "\u2028",
            "?",
            "? ",
            "x".repeat(300),
            "127.0.0.1",
            "*",
            "..",
            "//",
            "spec:\n");

    private Damage() {}

    static String to(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(12));
        String intruder = INTRUDERS.get(random.nextInt(INTRUDERS.size()));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + intruder + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> text.substring(0, at) + intruder + text.substring(end);
            case 3 -> valueReplaced(text, intruder, random);
            default -> lineMoved(text, random);
        };
    }

    /** What stands after a colon becomes something else, which leaves the YAML sound more often than not. */
    private static String valueReplaced(String text, String intruder, Random random) {
        String[] lines = text.split("\n", -1);
        int line = random.nextInt(lines.length);
        int colon = lines[line].indexOf(':');
        if (colon >= 0) {
            lines[line] = lines[line].substring(0, colon + 1) + " " + intruder;
        }
        return String.join("\n", lines);
    }

    private static String lineMoved(String text, Random random) {
        String[] lines = text.split("\n", -1);
        int one = random.nextInt(lines.length);
        int other = random.nextInt(lines.length);
        String moved = lines[one];
        lines[one] = lines[other];
        lines[other] = moved;
        return String.join("\n", lines);
    }
}
