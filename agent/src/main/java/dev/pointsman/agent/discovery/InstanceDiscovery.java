package dev.pointsman.agent.discovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.Instance;
import dev.pointsman.agent.ec2.Instances;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import org.jboss.logging.Logger;

/**
 * Asks EC2 for the instances that the definitions select, and remembers what it said.
 *
 * <p>It exists as the one who asks: a new revision needs answers for its new selectors at once, the watch repeats those of the revision that is
 * served, and both keep to one {@link Pace}. When EC2 does not answer, what is known stays as it is.
 */
public final class InstanceDiscovery {

    private static final Logger LOG = Logger.getLogger(InstanceDiscovery.class);

    private final Function<String, Instances> doors;
    private final Supplier<KnownInstances> kept;
    private final Pace pace;
    private final DiscoveryJournal journal;
    private final InstantSource clock;
    private final RandomGenerator chance = new SplittableRandom();

    private Optional<Fleet> fleet = Optional.empty();
    private SortedSet<InstanceSelector> followed = new TreeSet<>();
    private String region = "";
    private Instances door;
    private boolean isRecalled;
    private int failures;
    private long notBefore = System.nanoTime();

    private volatile KnownInstances known = KnownInstances.NONE;
    private volatile Optional<Ec2Failure> failure = Optional.empty();
    private volatile Optional<Instant> answeredAt = Optional.empty();

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
        this.doors = doors;
        this.kept = kept;
        this.pace = pace;
        this.journal = journal;
        this.clock = clock;
    }

    /** From now on these are followed, and no others. */
    public synchronized void follow(Fleet asked, Collection<InstanceSelector> selectors) {
        recall();
        fleet = Optional.of(asked);
        followed = new TreeSet<>(selectors);
        known = known.only(asked.vpcId(), followed);
        if (followed.isEmpty()) {
            failure = Optional.empty();
        }
    }

    /**
     * The instances of some selectors; asks EC2 when one of them has never been answered.
     *
     * @throws Ec2Exception when it does not answer, or a moment ago did not
     */
    public synchronized KnownInstances of(Fleet asked, Collection<InstanceSelector> selectors) throws Ec2Exception {
        recall();
        if (!known.covers(asked.vpcId(), selectors)) {
            if (failure.isPresent() && System.nanoTime() - notBefore < 0) {
                throw new Ec2Exception(failure.get(), null);
            }
            SortedSet<InstanceSelector> missing = new TreeSet<>(selectors);
            KnownInstances before = known.only(asked.vpcId(), known.bySelector().keySet());
            missing.removeAll(before.bySelector().keySet());
            KnownInstances after = before.after(ask(asked, missing));
            if (fleet.map(Fleet::vpcId).orElse(asked.vpcId()).equals(asked.vpcId())) {
                known = after;
            }
            return after.only(asked.vpcId(), selectors);
        }
        return known.only(asked.vpcId(), selectors);
    }

    /** Asks again about those that are followed, unless it is too early for that. */
    public synchronized void look() {
        if (fleet.isEmpty() || followed.isEmpty() || System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            KnownInstances before = known;
            // Selectors of a revision that is still on its way stay known as they are.
            known = before.only(fleet.get().vpcId(), before.bySelector().keySet())
                    .after(ask(fleet.get(), followed));
            known.bySelector()
                    .forEach((selector, now) ->
                            tell(selector, before.bySelector().getOrDefault(selector, Following.NOBODY), now));
        } catch (Ec2Exception remembered) {
            // What is known stays; the failure is remembered and reported.
        }
    }

    /** How long it makes sense to wait until {@link #look}. */
    public synchronized Duration pause() {
        return followed.isEmpty() ? pace.interval() : Duration.ofNanos(Math.max(0, notBefore - System.nanoTime()));
    }

    /** What is known now. */
    public KnownInstances known() {
        return known;
    }

    /** What keeps EC2 from answering; empty while it answers. */
    public Optional<Ec2Failure> failure() {
        return failure;
    }

    /** When EC2 answered last; empty before the first time. */
    public Optional<Instant> answeredAt() {
        return answeredAt;
    }

    /** What a person should know, one sentence each. */
    public List<String> problems() {
        return failure.filter(any -> !known.isEmpty())
                .map(why -> List.of("EC2 does not say which instances there are (" + why.text()
                        + "); the last that are known go on serving"
                        + answeredAt.map(since -> ", as of " + since).orElse("")))
                .orElse(List.of());
    }

    private void recall() {
        if (!isRecalled) {
            isRecalled = true;
            known = kept.get();
        }
    }

    private Map<InstanceSelector, List<FoundInstance>> ask(Fleet asked, Set<InstanceSelector> selectors)
            throws Ec2Exception {
        if (door == null || !region.equals(asked.region())) {
            region = asked.region();
            door = doors.apply(region);
        }
        try {
            List<Instance> instances = new ArrayList<>();
            for (InstanceQuery query : InstanceQuery.covering(selectors)) {
                Instances.Answer answer = door.describe(asked.vpcId(), query.tags(), query.startingToo());
                instances.addAll(answer.instances());
                journal.answered(answer.calls());
            }
            failures = 0;
            failure = Optional.empty();
            answeredAt = Optional.of(clock.instant());
            notBefore = System.nanoTime() + pace.afterAnswer(chance).toNanos();
            SortedMap<InstanceSelector, List<FoundInstance>> found = new TreeMap<>();
            for (InstanceSelector selector : selectors) {
                found.put(
                        selector,
                        instances.stream()
                                .filter(instance -> isMeant(instance, selector))
                                .map(instance -> new FoundInstance(instance.address(), instance.id(), instance.zone()))
                                .toList());
            }
            return found;
        } catch (Ec2Exception refused) {
            Ec2Failure why = refused.failure();
            failures++;
            Duration wait = pace.afterFailure(failures, why, chance);
            notBefore = System.nanoTime() + wait.toNanos();
            journal.refused(why);
            if (failure.map(Ec2Failure::code).filter(why.code()::equals).isEmpty()) {
                LOG.warnf(
                        "EC2 does not say which instances there are (%s); the last that are known stay, and it is asked again, ever more slowly",
                        why.text());
            }
            failure = Optional.of(why);
            throw refused;
        }
    }

    private static boolean isMeant(Instance instance, InstanceSelector selector) {
        return (selector.startingToo() || !instance.isStarting())
                && instance.tags().entrySet().containsAll(selector.tags().entrySet());
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
