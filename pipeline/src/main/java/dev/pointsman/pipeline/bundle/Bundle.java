package dev.pointsman.pipeline.bundle;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.pipeline.haproxy.HaproxyRenderer;

/**
 * The files of one node for one revision.
 *
 * <p>It exists so that "what would this node run?" is a value that can be compared, stored and written.
 *
 * @param revision the commit it was rendered from
 * @param digest SHA-256 over the content of all files without the stamp of their origin, in hexadecimal: equal digests serve equally,
 *     whatever the revisions are
 * @param files content by file name; sorted. All belong into one folder: {@code haproxy.cfg} reads its maps beside itself
 */
public record Bundle(String revision, String digest, SortedMap<String, String> files) {

    public static final String HAPROXY_FILE = HaproxyRenderer.CONFIGURATION_FILE;
    public static final String KEEPALIVED_FILE = "keepalived.conf";

    public Bundle {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        if (!files.containsKey(HAPROXY_FILE) || !files.containsKey(KEEPALIVED_FILE)) {
            throw new IllegalArgumentException(
                    "a bundle holds " + HAPROXY_FILE + " and " + KEEPALIVED_FILE + ", not " + files.keySet());
        }
    }

    public String haproxyConfiguration() {
        return files.get(HAPROXY_FILE);
    }

    public String keepalivedConfiguration() {
        return files.get(KEEPALIVED_FILE);
    }

    /** Whether a node that runs the other bundle has nothing to do for this one. */
    public boolean servesLike(Bundle other) {
        return digest.equals(other.digest);
    }
}
