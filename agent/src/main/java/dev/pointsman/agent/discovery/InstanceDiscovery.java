package dev.pointsman.agent.discovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.Instances;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import org.jboss.logging.Logger;

/**
 * The instances that the definitions select, as EC2 said last.
 *
 * <p>It exists as the one who has EC2 asked: a new revision needs answers for its new selectors at once, the watch repeats those of the revision
 * that is served, and both keep to one {@link Pace}. When EC2 does not answer, what is known stays as it is.
 */
public final class InstanceDiscovery {

    private static final Logger LOG = Logger.getLogger(InstanceDiscovery.class);

    private final PacedInquiry ec2;
    private final Supplier<KnownInstances> kept;
    private final Pace pace;

    private volatile Optional<Wish> wish = Optional.empty();

    /** Those of the newest revision, which may be on its way. */
    private volatile SortedSet<InstanceSelector> requested = new TreeSet<>();

    private volatile boolean isRecalled;
    private volatile KnownInstances known = KnownInstances.NONE;

    private record Wish(Fleet fleet, SortedSet<InstanceSelector> selectors) {}

    /**
     * Asks nobody yet.
     *
     * @param doors EC2 in a region
     * @param kept what an earlier agent knew last
     */
    public InstanceDiscovery(
            Function<String, Instances> doors,
            Supplier<KnownInstances> kept,
            Pace pace,
            DiscoveryJournal journal,
            InstantSource clock) {
        this.ec2 = new PacedInquiry(doors, pace, journal, clock);
        this.kept = kept;
        this.pace = pace;
    }

    /** From now on these are followed, and no others; returns at once, also while EC2 is being asked. */
    public void follow(Fleet fleet, Collection<InstanceSelector> selectors) {
        wish = Optional.of(new Wish(fleet, Collections.unmodifiableSortedSet(new TreeSet<>(selectors))));
    }

    /**
     * The instances of some selectors; asks EC2 when one of them has never been answered.
     *
     * @throws Ec2Exception when it does not answer, or a moment ago did not
     */
    public KnownInstances of(Fleet fleet, Collection<InstanceSelector> selectors) throws Ec2Exception {
        requested = new TreeSet<>(selectors);
        KnownInstances now = known;
        return isRecalled && now.covers(fleet.vpcId(), selectors)
                ? now.only(fleet.vpcId(), selectors)
                : askForMissing(fleet, selectors);
    }

    private synchronized KnownInstances askForMissing(Fleet fleet, Collection<InstanceSelector> selectors)
            throws Ec2Exception {
        recall();
        KnownInstances before = known.only(fleet.vpcId(), known.bySelector().keySet());
        SortedSet<InstanceSelector> missing = new TreeSet<>(selectors);
        missing.removeAll(before.bySelector().keySet());
        if (missing.isEmpty()) {
            return before.only(fleet.vpcId(), selectors);
        }
        if (ec2.failure().isPresent() && isEarly()) {
            throw new Ec2Exception(ec2.failure().orElseThrow(), null);
        }
        KnownInstances after = before.after(ec2.ask(fleet, missing));
        boolean isSameVpc = wish.map(followed -> followed.fleet().vpcId().equals(fleet.vpcId()))
                .orElse(true);
        if (isSameVpc) {
            known = after;
        }
        return after.only(fleet.vpcId(), selectors);
    }

    /** Asks again about those that are followed, unless it is too early for that. */
    public synchronized void look() {
        recall();
        if (!isFollowing() || isEarly()) {
            return;
        }
        Fleet fleet = wish.orElseThrow().fleet();
        SortedSet<InstanceSelector> followed = wish.orElseThrow().selectors();
        try {
            KnownInstances before = known.only(fleet.vpcId(), known.bySelector().keySet());
            KnownInstances after = before.after(ec2.ask(fleet, followed));
            after.bySelector()
                    .forEach((selector, now) ->
                            tell(selector, before.bySelector().getOrDefault(selector, Following.NOBODY), now));
            SortedSet<InstanceSelector> needed = new TreeSet<>(followed);
            needed.addAll(requested);
            known = after.only(fleet.vpcId(), needed);
        } catch (Ec2Exception remembered) {
            // What is known stays; the failure is reported.
        }
    }

    private boolean isEarly() {
        return ec2.tooEarlyBy().isPositive();
    }

    private boolean isFollowing() {
        return wish.map(followed -> !followed.selectors().isEmpty()).orElse(false);
    }

    /** How long it makes sense to wait until {@link #look}. */
    public synchronized Duration pause() {
        return isFollowing() ? ec2.tooEarlyBy() : pace.interval();
    }

    /** What is known now of those that are followed. */
    public KnownInstances known() {
        return wish.map(followed -> known.only(followed.fleet().vpcId(), followed.selectors()))
                .orElse(KnownInstances.NONE);
    }

    /** What keeps EC2 from answering; empty while it answers. */
    public Optional<Ec2Failure> failure() {
        return ec2.failure();
    }

    /** When EC2 answered last; empty before the first time. */
    public Optional<Instant> answeredAt() {
        return ec2.answeredAt();
    }

    /** What a person should know, one sentence each. */
    public List<String> problems() {
        return ec2.failure()
                .filter(any -> !known().isEmpty())
                .map(why -> List.of("EC2 does not say which instances there are (" + why.text()
                        + "); the last that are known go on serving"
                        + ec2.answeredAt().map(since -> ", as of " + since).orElse("")))
                .orElse(List.of());
    }

    private void recall() {
        if (!isRecalled) {
            known = kept.get();
            isRecalled = true;
        }
    }

    private static void tell(InstanceSelector selector, Following before, Following now) {
        Set<String> came = new TreeSet<>(now.addresses());
        came.removeAll(before.addresses());
        Set<String> went = new TreeSet<>(before.addresses());
        went.removeAll(now.addresses());
        if (!came.isEmpty() || !went.isEmpty()) {
            LOG.infof(
                    "instances of %s: %d came, %d went, %d now",
                    selector, came.size(), went.size(), now.instances().size());
        }
        if (now.isDoubted() && !before.isDoubted()) {
            LOG.warnf(
                    "EC2 lacks more than half of the instances of %s; they stay until its next answer says so, too",
                    selector);
        }
    }
}
