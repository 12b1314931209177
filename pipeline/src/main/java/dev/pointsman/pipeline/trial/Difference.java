package dev.pointsman.pipeline.trial;

/**
 * One thing that is not as a test expects it.
 *
 * @param what what was compared: {@code backend}, {@code status}, {@code header X-Version}
 * @param expected in words
 * @param actual in words
 */
public record Difference(String what, String expected, String actual) {
    @Override
    public String toString() {
        return what + ": expected " + expected + ", got " + actual;
    }
}
