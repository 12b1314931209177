package dev.pointsman.agent.ownership.memory;

import java.time.Duration;

import dev.pointsman.agent.ec2.Ec2Failure;

/** How long to leave EC2 alone after a failure; the one place that says so. */
public final class Backoff {

    private Backoff() {}

    /**
     * Returns the wait before the next attempt: longer with each failure up to a bound, and spread, so that nodes and tables that failed
     * together do not return together ("Exponential backoff and jitter", AWS Architecture Blog).
     *
     * @param failures how many in a row, from 1
     * @param jitter 0 to 1
     */
    public static Duration after(Ec2Failure failure, int failures, double jitter) {
        return switch (failure) {
            case Ec2Failure.Throttled _ -> growing(100, 5_000, failures, jitter);
            case Ec2Failure.Unavailable _ -> growing(50, 5_000, failures, jitter);
            // Another writer created and removed the entry between our two calls.
            case Ec2Failure.MissingRoute _, Ec2Failure.RouteAlreadyExists _ -> growing(50, 5_000, failures, jitter);
            // Only a person can help; each attempt only finds out whether one has.
            case Ec2Failure.Denied _ -> growing(10_000, 30_000, failures, jitter);
            case Ec2Failure.Rejected _ -> growing(1_000, 30_000, failures, jitter);
        };
    }

    private static Duration growing(long first, long most, int failures, double jitter) {
        long bound = Math.min(most, first << Math.min(failures - 1, 20));
        return Duration.ofMillis(Math.round(bound * (0.5 + jitter / 2)));
    }
}
