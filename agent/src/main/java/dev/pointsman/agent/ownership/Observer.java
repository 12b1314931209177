package dev.pointsman.agent.ownership;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import dev.pointsman.agent.notify.Probe;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.vrrp.LocalAddresses;
import dev.pointsman.agent.vrrp.Mastership;
import dev.pointsman.agent.vrrp.Mastership.Observed;
import dev.pointsman.pipeline.node.NodeLayout;

/**
 * Observes rule 0: whether this node is MASTER, whether its HAProxy serves, whether it is drained.
 *
 * <p>It exists to be asked before every write: what is cheap to see it sees anew each time; HAProxy's answer, for which it may have to
 * wait, it remembers for as long as it may be trusted. Safe for use by many threads.
 */
public final class Observer {

    /** How old HAProxy's last answer may be (rule 0: "a look older than 1 s is repeated"). */
    private static final Duration TRUST = Duration.ofSeconds(1);

    private final Mastership mastership;
    private final Supplier<Optional<String>> haproxy;
    private final Path drainMark;
    private volatile Answer lastAnswer;

    private record Answer(long nanoTime, Optional<String> fault) {}

    /**
     * @param haproxy asks HAProxy, and returns what is wrong with it; may take {@link Probe#PATIENCE}
     * @param drainMark a file that means drained while it exists
     */
    public Observer(Mastership mastership, Supplier<Optional<String>> haproxy, Path drainMark) {
        this.mastership = mastership;
        this.haproxy = haproxy;
        this.drainMark = drainMark;
    }

    /** Observes this machine. */
    public static Observer ofThisMachine(NodeLayout layout) {
        return new Observer(
                new Mastership(LocalAddresses.ofThisMachine(), layout.keepalivedVrrpPid()),
                new Probe(layout.haproxySocket())::fault,
                layout.drainMark());
    }

    /** Asks HAProxy now, and waits for its answer. */
    public void askHaproxy() {
        // The time before the question: what it says is at least as true as it was then.
        long asked = System.nanoTime();
        lastAnswer = new Answer(asked, haproxy.get());
    }

    /** What is wrong with HAProxy, as last asked; asks when that is too long ago. */
    public Optional<String> haproxyFault() {
        Answer answer = lastAnswer;
        if (answer == null || System.nanoTime() - answer.nanoTime() > TRUST.toNanos()) {
            askHaproxy();
            answer = lastAnswer;
        }
        return answer.fault();
    }

    /** What this node is and may do in the group with this placeholder address. */
    public Standing standing(String placeholder) {
        Observed observed = mastership.observe(placeholder);
        Standing.Vrrp vrrp = switch (observed) {
            case Observed.Master _ -> Standing.Vrrp.MASTER;
            case Observed.Backup _ -> Standing.Vrrp.BACKUP;
            case Observed.Unknown _ -> Standing.Vrrp.UNKNOWN;
        };
        return new Standing(vrrp, observed.reason(), haproxyFault().isEmpty(), Files.exists(drainMark));
    }
}
