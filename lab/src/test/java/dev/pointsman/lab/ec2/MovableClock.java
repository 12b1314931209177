package dev.pointsman.lab.ec2;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The real time, plus what a test adds: clients sign by the real clock, so a fixed one would refuse them. */
public final class MovableClock implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    public void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }
}
