package dev.pointsman.pipeline.change;

import java.util.Collection;
import java.util.List;

/**
 * Which commands a running worker knows.
 *
 * @param variables process-wide variables can be set: without them nobody could tell afterwards what a changed worker serves
 * @param servers servers can be added and removed
 * @param maps a map can be replaced from one moment to the next
 * @param certificates a certificate can be replaced with its private key
 */
public record Capabilities(boolean variables, boolean servers, boolean maps, boolean certificates) {

    /** A worker that knows every command; HAProxy 2.6 and later do. */
    public static final Capabilities ALL = new Capabilities(true, true, true, true);

    /**
     * Takes them from what the worker lists.
     *
     * @param help the lines of the Runtime API's {@code help}, in experimental mode
     */
    public static Capabilities of(Collection<String> help) {
        return new Capabilities(
                knows(help, "set var"),
                knows(help, "add server") && knows(help, "del server") && knows(help, "set server"),
                knows(help, "prepare map") && knows(help, "commit map"),
                List.of("show", "set", "commit", "abort").stream().allMatch(verb -> knows(help, verb + " ssl cert")));
    }

    private static boolean knows(Collection<String> help, String command) {
        return help.stream().anyMatch(line -> line.strip().startsWith(command + " "));
    }
}
