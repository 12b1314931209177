package dev.pointsman.pipeline.node;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which keepalived a node has, as far as it matters to its configuration.
 *
 * @param major 2
 * @param minor 2 for the one of Debian 12, 3 for that of Debian 13
 */
public record KeepalivedVersion(int major, int minor) {

    /** The oldest that Pointsman supports: what is rendered for it every later one takes as well. */
    public static final KeepalivedVersion OLDEST = new KeepalivedVersion(2, 2);

    /** What {@code keepalived -v} prints first: {@code Keepalived v2.2.7 (01/16,2022)}. */
    private static final Pattern BANNER = Pattern.compile("Keepalived v([0-9]{1,4})\\.([0-9]{1,4})\\b.*");

    /** Reads the first line of {@code keepalived -v}; empty when it is none. */
    public static Optional<KeepalivedVersion> parse(String banner) {
        Matcher matcher = BANNER.matcher(banner.strip());
        return matcher.matches()
                ? Optional.of(
                        new KeepalivedVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether a script's interval may be a fraction of a second (keepalived 2.3 release notes); before, whole seconds only. */
    public boolean takesFractions() {
        return major > 2 || major == 2 && minor >= 3;
    }
}
