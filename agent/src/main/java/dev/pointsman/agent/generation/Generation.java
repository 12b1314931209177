package dev.pointsman.agent.generation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One complete set of files on disk.
 *
 * @param folder where its files are
 * @param revision the commit it was rendered from
 * @param digest the SHA-256 of its content without the stamp of its revision, in hexadecimal: equal digests serve equally
 * @param createdAt when it was written
 * @param listens what HAProxy binds when it serves it, each {@code address:port}; sorted
 */
public record Generation(Path folder, String revision, String digest, Instant createdAt, List<String> listens) {

    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT = 12;

    public Generation {
        if (!REVISION.matcher(revision).matches()) {
            throw new IllegalArgumentException("revision \"" + revision + "\" is not 40 hexadecimal digits");
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("digest \"" + digest + "\" is not 64 hexadecimal digits");
        }
        listens = listens.stream().distinct().sorted().toList();
    }

    /** The folder's name for a revision with that content: the same again is the same generation. */
    static String idOf(String revision, String digest) {
        return revision.substring(0, SHORT) + "-" + digest.substring(0, SHORT);
    }

    public String id() {
        return folder.getFileName().toString();
    }

    public Path haproxyConfiguration() {
        return folder.resolve("haproxy.cfg");
    }

    /** Whether serving the other one is the same to every client. */
    public boolean servesLike(Generation other) {
        return digest.equals(other.digest);
    }
}
