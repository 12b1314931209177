package dev.pointsman.lab.fault;

/**
 * The size of a token bucket.
 *
 * <p>Exists with EC2's own figures ("Request throttling for the Amazon EC2 API": request token limits); each action has a bucket of its
 * own, of its category's size.
 *
 * @param burst tokens that the full bucket holds, at least 1
 * @param refillPerSecond tokens added per second, 0 or more
 */
public record Limit(int burst, double refillPerSecond) {

    public static final Limit MUTATING = new Limit(50, 5);
    public static final Limit READING = new Limit(100, 20);
    public static final Limit READING_UNQUALIFIED = new Limit(50, 10);

    public Limit {
        if (burst < 1 || refillPerSecond < 0) {
            throw new IllegalArgumentException(
                    "token bucket with burst '%d' and refill '%s' per second: the burst must be at least 1, the refill not negative"
                            .formatted(burst, refillPerSecond));
        }
    }
}
