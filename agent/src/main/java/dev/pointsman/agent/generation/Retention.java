package dev.pointsman.agent.generation;

import java.time.Duration;

/**
 * How many generations stay on disk, and for how long; those in use stay anyway.
 *
 * @param keep at most this many, {@value #FEWEST} to {@value #MOST}
 * @param maxAge none is older than this, 1 hour to 10 years
 */
public record Retention(int keep, Duration maxAge) {

    public static final int FEWEST = 2;
    public static final int MOST = 1_000;
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);

    /** Each generation is as large as the definitions and their rendering together. */
    public static final Retention DEFAULT = new Retention(5, Duration.ofDays(30));

    public Retention {
        if (keep < FEWEST || keep > MOST) {
            throw new IllegalArgumentException(
                    "number of generations " + keep + " is not between " + FEWEST + " and " + MOST);
        }
        if (maxAge.compareTo(SHORTEST) < 0 || maxAge.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "age of generations " + maxAge.toHours() + "h is not between 1h and 3650d");
        }
    }
}
