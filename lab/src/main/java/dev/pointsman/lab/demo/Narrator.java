package dev.pointsman.lab.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells what happens, line by line, with the time since the beginning.
 *
 * <p>It exists so that the commentary is as readable in a plain log as on a terminal; only a terminal gets colours.
 */
public final class Narrator {
    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean isColoured;
    private final long start = System.nanoTime();

    private Narrator(PrintStream out, boolean isColoured) {
        this.out = out;
        this.isColoured = isColoured;
    }

    /** Tells on standard output, in colours if a person is there and does not mind (https://no-color.org). */
    public static Narrator onStandardOutput() {
        var console = System.console();
        return new Narrator(System.out, console != null && console.isTerminal() && System.getenv("NO_COLOR") == null);
    }

    /** Tells without colours. */
    public static Narrator plain(PrintStream out) {
        return new Narrator(out, false);
    }

    /** Begins a chapter. */
    public void heading(String text) {
        out.println();
        out.println(coloured(BOLD, text));
    }

    /** Something that happens or was seen. */
    public void tell(String text, Object... values) {
        out.printf(Locale.ROOT, "%7.1f s  %s%n", elapsed().toMillis() / 1e3, format(text, values));
    }

    /** Something that had to happen and did. */
    public void confirm(String text, Object... values) {
        out.printf(
                Locale.ROOT,
                "%7.1f s  %s %s%n",
                elapsed().toMillis() / 1e3,
                coloured(GREEN, "ok"),
                format(text, values));
    }

    /** Something that had to happen and did not. */
    public void complain(String text) {
        out.printf(Locale.ROOT, "%7.1f s  %s %s%n", elapsed().toMillis() / 1e3, coloured(RED, "FAILED"), text);
    }

    /** What a program printed, set off from the commentary. */
    public void quote(String text) {
        text.strip().lines().forEach(line -> out.println("           | " + line));
    }

    /** A line of its own, as it is. */
    public void line(String text) {
        out.println(text);
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String format(String text, Object... values) {
        return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
    }

    private String coloured(String colour, String text) {
        return isColoured ? colour + text + PLAIN : text;
    }
}
