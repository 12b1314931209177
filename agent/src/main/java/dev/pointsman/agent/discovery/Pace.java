package dev.pointsman.agent.discovery;

import java.time.Duration;
import java.util.random.RandomGenerator;

import dev.pointsman.agent.ec2.Ec2Failure;

/**
 * When EC2 is asked again.
 *
 * <p>It exists so that following instances never costs an account the calls that others need, first of all those that move routes: EC2 counts
 * calls per account and region, for reads about 100 and 20 more each second (Amazon EC2 API Reference, "Request throttling"). After an answer the
 * interval passes, up to a fifth longer, so that a fleet does not ask in step. After a failure it doubles each time, half of it by chance: up
 * to a minute where EC2 does not answer, up to five where it answers no.
 *
 * @param interval between two looks, 100 ms to 10 minutes
 */
public record Pace(Duration interval) {

    /** What holds unless the agent is told otherwise. */
    public static final Pace USUAL = new Pace(Duration.ofSeconds(10));

    private static final double JITTER = 0.2;
    private static final Duration LONGEST_UNANSWERED = Duration.ofMinutes(1);
    private static final Duration LONGEST_REFUSED = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 12;

    public Pace {
        if (interval.toMillis() < 100 || interval.toMinutes() > 10) {
            throw new IllegalArgumentException(
                    "discovery interval " + interval.toMillis() + " ms is not between 100 ms and 10 minutes");
        }
    }

    public Duration afterAnswer(RandomGenerator chance) {
        return interval.plusNanos((long) (interval.toNanos() * JITTER * chance.nextDouble()));
    }

    /** @param failures how many there were in a row, this one included */
    public Duration afterFailure(int failures, Ec2Failure failure, RandomGenerator chance) {
        Duration longest = failure instanceof Ec2Failure.Unavailable ? LONGEST_UNANSWERED : LONGEST_REFUSED;
        Duration doubled = interval.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        long whole = (doubled.compareTo(longest) < 0 ? doubled : longest).toNanos();
        return Duration.ofNanos(whole / 2 + (long) (whole / 2 * chance.nextDouble()));
    }
}
