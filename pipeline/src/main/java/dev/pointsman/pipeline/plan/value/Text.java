package dev.pointsman.pipeline.plan.value;

/** The one decision which characters a value from Git may hold to reach a configuration file at all. */
public final class Text {

    private Text() {}

    /** Whether every character is visible ASCII or a blank (0x20 to 0x7e), so that no value can end its line. */
    public static boolean isPrintableAscii(String value) {
        return value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
    }
}
