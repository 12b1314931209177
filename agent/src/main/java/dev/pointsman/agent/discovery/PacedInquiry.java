package dev.pointsman.agent.discovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.Instance;
import dev.pointsman.agent.ec2.Instances;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import org.jboss.logging.Logger;

/**
 * Asks EC2 for instances, and knows how that went and when it may be done again.
 *
 * <p>Its users take turns with asking, and with the time until the next: both are to be called under one lock. How it went may be read at any time.
 */
final class PacedInquiry {

    private static final Logger LOG = Logger.getLogger(PacedInquiry.class);

    private final Function<String, Instances> doors;
    private final Pace pace;
    private final DiscoveryJournal journal;
    private final InstantSource clock;
    private final RandomGenerator chance = new SplittableRandom();

    private String region = "";
    private Instances door;
    private int failures;
    private long notBefore = System.nanoTime();

    private volatile Optional<Ec2Failure> failure = Optional.empty();
    private volatile Optional<Instant> answeredAt = Optional.empty();

    PacedInquiry(Function<String, Instances> doors, Pace pace, DiscoveryJournal journal, InstantSource clock) {
        this.doors = doors;
        this.pace = pace;
        this.journal = journal;
        this.clock = clock;
    }

    /** For how long it is too early to ask; zero when it is not. */
    Duration tooEarlyBy() {
        return Duration.ofNanos(Math.max(0, notBefore - System.nanoTime()));
    }

    /** What keeps EC2 from answering; empty while it answers. */
    Optional<Ec2Failure> failure() {
        return failure;
    }

    /** When EC2 answered last; empty before the first time. */
    Optional<Instant> answeredAt() {
        return answeredAt;
    }

    /**
     * The instances of each selector, asked for in as few calls as possible, whether it is too early or not.
     *
     * @throws Ec2Exception when EC2 does not answer, or answers no
     */
    Map<InstanceSelector, List<FoundInstance>> ask(Fleet asked, Set<InstanceSelector> selectors) throws Ec2Exception {
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
            return sorted(instances, selectors);
        } catch (Ec2Exception refused) {
            remember(refused.failure());
            throw refused;
        }
    }

    private void remember(Ec2Failure why) {
        failures++;
        notBefore = System.nanoTime() + pace.afterFailure(failures, why, chance).toNanos();
        journal.refused(why);
        if (failure.map(Ec2Failure::code).filter(why.code()::equals).isEmpty()) {
            LOG.warnf(
                    "EC2 does not say which instances there are (%s); the last that are known stay, and it is asked again, ever more slowly",
                    why.text());
        }
        failure = Optional.of(why);
    }

    private static SortedMap<InstanceSelector, List<FoundInstance>> sorted(
            List<Instance> instances, Set<InstanceSelector> selectors) {
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
    }

    private static boolean isMeant(Instance instance, InstanceSelector selector) {
        return (selector.startingToo() || !instance.isStarting())
                && instance.tags().entrySet().containsAll(selector.tags().entrySet());
    }
}
