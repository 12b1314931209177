package dev.pointsman.lab.fault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.pointsman.lab.ec2.query.Ec2Exception;
import dev.pointsman.lab.ec2.query.ErrorCode;

/**
 * The control of everything that can go wrong with the EC2 API of one lab. Safe for use by many threads; changes hold from the next call on.
 *
 * <p>Exists as one object with no fault to begin with; the endpoint asks it at fixed points of every call, tests and demo set it. Where an
 * action is asked for, {@link #ANY} stands for all.
 */
public final class Faults {

    /** Stands for every action, resource or principal. */
    public static final String ANY = "*";

    /** As often as asked, until {@link #clearErrors}. */
    public static final int UNTIL_CLEARED = Integer.MAX_VALUE;

    /** When an injected error happens. */
    public enum Moment {
        /** The action is not done. */
        BEFORE_EFFECT,
        /** The action is done, and yet answered with the error. */
        AFTER_EFFECT
    }

    private static final class Scheduled {
        private final String action;
        private final Moment moment;
        private final Optional<ErrorCode> error;
        private int times;

        private Scheduled(String action, Moment moment, Optional<ErrorCode> error, int times) {
            if (times < 1) {
                throw new IllegalArgumentException(
                        "a fault must happen at least once, not '%d' times".formatted(times));
            }
            this.action = action;
            this.moment = moment;
            this.error = error;
            this.times = times;
        }
    }

    private record Denial(String principal, String action, String resourceId) {}

    private final InstantSource clock;
    private final Map<String, Duration> delays = new ConcurrentHashMap<>();
    private final List<Scheduled> scheduled = new ArrayList<>();
    private final List<Denial> denials = new CopyOnWriteArrayList<>();
    private final List<Consumer<Availability>> followers = new CopyOnWriteArrayList<>();
    private volatile Optional<Throttle> throttle = Optional.empty();
    private volatile Duration staleness = Duration.ZERO;
    private volatile Variants variants = Variants.USUAL;
    private volatile Availability availability = Availability.UP;

    public Faults(InstantSource clock) {
        this.clock = clock;
    }

    // ---- what tests, demo and campaign set ----

    /** Every call of the action takes this much longer before anything happens; zero ends it. */
    public void delay(String action, Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay '%s' is negative".formatted(delay));
        }
        delays.put(action, delay);
    }

    /** EC2's own buckets from now on, full. */
    public void throttle() {
        throttle(Limit.MUTATING, Limit.READING, Limit.READING_UNQUALIFIED);
    }

    /** Buckets of these sizes from now on, full; one per action. */
    public void throttle(Limit mutating, Limit reading, Limit readingUnqualified) {
        throttle = Optional.of(new Throttle(mutating, reading, readingUnqualified, clock));
    }

    public void stopThrottling() {
        throttle = Optional.empty();
    }

    /** The next calls of the action end in an error. */
    public void fail(String action, ErrorCode error, int times, Moment moment) {
        synchronized (scheduled) {
            scheduled.add(new Scheduled(action, moment, Optional.of(error), times));
        }
    }

    /** The next calls of the action do their work, but the connection is closed instead of an answer. */
    public void loseAnswers(String action, int times) {
        synchronized (scheduled) {
            scheduled.add(new Scheduled(action, Moment.AFTER_EFFECT, Optional.empty(), times));
        }
    }

    public void clearErrors() {
        synchronized (scheduled) {
            scheduled.clear();
        }
    }

    /**
     * The principal may no longer do this: {@code UnauthorizedOperation}, also for a DryRun.
     *
     * @param principal see {@link dev.pointsman.lab.sigv4.Credential#principal}
     * @param resourceId for example a route table's id
     */
    public void deny(String principal, String action, String resourceId) {
        denials.add(new Denial(principal, action, resourceId));
    }

    public void clearDenials() {
        denials.clear();
    }

    /** Describes answer from the state as it was this long ago, at most {@link dev.pointsman.lab.vpc.Vpc#MEMORY}; zero ends it. */
    public void staleReads(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("age '%s' of stale reads is negative".formatted(age));
        }
        staleness = age;
    }

    public void setAvailability(Availability wanted) {
        availability = wanted;
        followers.forEach(follower -> follower.accept(wanted));
    }

    public void setVariants(Variants wanted) {
        variants = wanted;
    }

    /** Ends every fault; variants stay. */
    public void clear() {
        delays.clear();
        stopThrottling();
        clearErrors();
        clearDenials();
        staleReads(Duration.ZERO);
        setAvailability(Availability.UP);
    }

    // ---- what the endpoint asks ----

    public Duration delayOf(String action) {
        return delays.getOrDefault(action, delays.getOrDefault(ANY, Duration.ZERO));
    }

    /** Takes a token for the call; false if there is none. */
    public boolean admits(String action, boolean mutating, boolean qualified) {
        Throttle.Category category = mutating
                ? Throttle.Category.MUTATING
                : qualified ? Throttle.Category.READING : Throttle.Category.READING_UNQUALIFIED;
        return throttle.map(present -> present.admits(action, category)).orElse(true);
    }

    /**
     * Takes the first fault that is due at this moment of the action.
     *
     * @throws Ec2Exception if it is an error
     * @return whether the answer is to be lost
     */
    public boolean strike(String action, Moment moment) {
        Optional<ErrorCode> error;
        synchronized (scheduled) {
            Optional<Scheduled> due = scheduled.stream()
                    .filter(fault -> fault.moment == moment && covers(fault.action, action))
                    .findFirst();
            if (due.isEmpty()) {
                return false;
            }
            use(due.get());
            error = due.get().error;
        }
        error.ifPresent(code -> {
            throw code.because("The lab was told to fail here: " + code.code());
        });
        return true;
    }

    public boolean denies(String principal, String action, String resourceId) {
        return denials.stream()
                .anyMatch(denial -> covers(denial.principal(), principal)
                        && covers(denial.action(), action)
                        && covers(denial.resourceId(), resourceId));
    }

    public Duration staleness() {
        return staleness;
    }

    public Variants variants() {
        return variants;
    }

    public Availability availability() {
        return availability;
    }

    /** Tells the endpoint now and on every change, in the thread that makes it. */
    public void follow(Consumer<Availability> follower) {
        followers.add(follower);
        follower.accept(availability);
    }

    public void unfollow(Consumer<Availability> follower) {
        followers.remove(follower);
    }

    private void use(Scheduled fault) {
        if (fault.times != UNTIL_CLEARED) {
            fault.times--;
        }
        for (Iterator<Scheduled> each = scheduled.iterator(); each.hasNext(); ) {
            if (each.next().times == 0) {
                each.remove();
            }
        }
    }

    private static boolean covers(String pattern, String value) {
        return pattern.equals(ANY) || pattern.equals(value);
    }
}
