package dev.pointsman.pipeline.comparison;

/** What becomes of traffic, in words that follow "requests" or "connections": "go to …", "are refused", "get 404, no rule". */
final class Outcome {

    private Outcome() {}

    private static final String GO = "go to ";

    /** What was, after what is: "go to v3 instead of v2", "are refused instead of going to v2". */
    static String insteadOf(String before, String after) {
        String was = before.startsWith(GO) && after.startsWith(GO)
                ? before.substring(GO.length())
                : before.replaceFirst("^go ", "going ")
                        .replaceFirst("^are ", "being ")
                        .replaceFirst("^get ", "getting ");
        return "instead of " + was;
    }
}
