package dev.pointsman.agent.git;

import java.time.Duration;

/**
 * How much patience a fetch has.
 *
 * @param silence how long the server may send nothing; whole seconds, at least 1
 * @param whole how long the fetch may take altogether
 */
public record FetchBounds(Duration silence, Duration whole) {

    /** A server that is well answers in well under a second; a first clone of a large repository may take a minute. */
    public static final FetchBounds USUAL = new FetchBounds(Duration.ofSeconds(10), Duration.ofMinutes(1));

    public FetchBounds {
        if (silence.toSeconds() < 1 || silence.toNanosPart() != 0) {
            throw new IllegalArgumentException("silence " + silence + " is not at least one whole second");
        }
        if (whole.compareTo(silence) < 0) {
            throw new IllegalArgumentException("whole " + whole + " is shorter than silence " + silence);
        }
    }
}
