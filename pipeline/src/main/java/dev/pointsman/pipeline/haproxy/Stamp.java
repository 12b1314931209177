package dev.pointsman.pipeline.haproxy;

import java.util.regex.Pattern;

/**
 * What a configuration says about its own origin.
 *
 * <p>It exists apart from the content, because a commit that changes nothing for a node must not change what the node runs: two
 * configurations are the same when they differ in their stamps alone.
 *
 * @param revision the commit it was rendered from; 1 to 128 letters, digits, {@code . _ -}
 * @param digest the SHA-256 of the node's files under {@link #BLANK}, in hexadecimal; names their content whatever the commit
 */
public record Stamp(String revision, String digest) {

    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** The stamp under which content is compared. */
    public static final Stamp BLANK = new Stamp("none", "0".repeat(64));

    public Stamp {
        if (!REVISION.matcher(revision).matches()) {
            throw new IllegalArgumentException(
                    "revision \"" + revision + "\" is not 1 to 128 letters, digits, dots, underscores and hyphens");
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("digest \"" + digest + "\" is not 64 hexadecimal digits");
        }
    }
}
