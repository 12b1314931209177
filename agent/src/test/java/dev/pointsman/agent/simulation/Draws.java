package dev.pointsman.agent.simulation;

import java.util.SplittableRandom;

/** Every random number of a schedule, from its seed alone. */
final class Draws {

    private final SplittableRandom random;

    Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** From low to high, both included. */
    long between(long low, long high) {
        return low + random.nextLong(high - low + 1);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True so many times in a hundred. */
    boolean percent(int often) {
        return random.nextInt(100) < often;
    }

    double unit() {
        return random.nextDouble();
    }

    /** A duration in microseconds: mostly short, sometimes long. */
    long span() {
        return switch (random.nextInt(3)) {
            case 0 -> between(100 * Timeline.MILLISECOND, 5 * Timeline.SECOND);
            case 1 -> between(5 * Timeline.SECOND, 40 * Timeline.SECOND);
            default -> between(40 * Timeline.SECOND, 150 * Timeline.SECOND);
        };
    }
}
