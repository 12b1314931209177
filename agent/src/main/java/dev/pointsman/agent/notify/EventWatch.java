package dev.pointsman.agent.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.pointsman.agent.notify.NotifyMessage.Notify;

/**
 * Compares what keepalived reports on its two ways: each transition comes through the FIFO and through the hook.
 *
 * <p>It exists because keepalived drops a hook in silence. A transition that came on one way only gives it away, whatever the reason
 * was, unless the other way has told something newer of the same instance: of transitions that follow each other within milliseconds one call
 * may end unheard, and the hook works all the same. Safe for use by many threads.
 */
@Singleton
public class EventWatch {

    /** How long the other way may take: scripts run side by side, and a loaded machine starts them late. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What waited in the FIFO while nobody read it has had its call of the hook long ago. */
    private static final Duration BACKLOG = Duration.ofSeconds(2);

    private final InstantSource clock;
    private Instant since = Instant.MAX;
    private final Deque<Event> unpaired = new ArrayDeque<>();
    /** When each way last told of an instance, by its name; nothing that is older than what may still be judged. */
    private final Map<Way, Map<String, Instant>> heard = Map.of(Way.HOOK, new HashMap<>(), Way.FIFO, new HashMap<>());

    private String missedByHook = "";
    private String missedByFifo = "";

    private enum Way {
        HOOK,
        FIFO;

        Way other() {
            return this == HOOK ? FIFO : HOOK;
        }
    }

    private record Event(Way way, Notify told, Instant at) {
        boolean isOtherWayOf(Event other) {
            return way != other.way
                    && told.name().equals(other.told.name())
                    && told.state().equals(other.told.state());
        }
    }

    EventWatch() {
        this(InstantSource.system());
    }

    EventWatch(InstantSource clock) {
        this.clock = clock;
    }

    /** Both ways are open from now on; what came before proves nothing. */
    public synchronized void begin() {
        since = clock.instant().plus(BACKLOG);
    }

    /** A line came through the FIFO. */
    public void fifo(Notify told) {
        came(new Event(Way.FIFO, told, clock.instant()));
    }

    /** The hook was called and reached the agent. */
    public void hook(Notify told) {
        came(new Event(Way.HOOK, told, clock.instant()));
    }

    private synchronized void came(Event event) {
        // A person may call the hook by hand, and keepalived reports groups and priorities too: only transitions come
        // twice.
        boolean isEarly = event.at.isBefore(since);
        if (isEarly || !event.told.type().equals("INSTANCE") || !isTransition(event.told.state())) {
            return;
        }
        heard.get(event.way).put(event.told.name(), event.at);
        if (event.way == Way.HOOK) {
            missedByHook = "";
        } else {
            missedByFifo = "";
        }
        for (Iterator<Event> each = unpaired.iterator(); each.hasNext(); ) {
            if (each.next().isOtherWayOf(event)) {
                each.remove();
                return;
            }
        }
        unpaired.addLast(event);
    }

    private static boolean isTransition(String state) {
        return state.equals("MASTER") || state.equals("BACKUP") || state.equals("FAULT");
    }

    /**
     * What the comparison gives away, one sentence each; empty while all is well.
     *
     * <p>What can give nothing away any more is forgotten here, so that whoever calls the hook with ever new names fills no memory.
     */
    public synchronized List<String> ailments() {
        Instant overdue = clock.instant().minus(PATIENCE);
        while (!unpaired.isEmpty() && unpaired.getFirst().at().isBefore(overdue)) {
            Event alone = unpaired.removeFirst();
            Instant newest =
                    heard.get(alone.way().other()).getOrDefault(alone.told().name(), Instant.MIN);
            if (newest.isAfter(alone.at())) {
                continue;
            }
            String what = "\"" + alone.told().name() + " " + alone.told().state() + "\"";
            if (alone.way() == Way.FIFO) {
                missedByHook = "keepalived: reported " + what
                        + " through its FIFO and never called its notify script, so it has dropped it, or the script did not reach the"
                        + " agent; run \"pointsman doctor\" as root";
            } else {
                missedByFifo = "keepalived: called its notify script with " + what
                        + " and wrote no line to its FIFO; run \"pointsman doctor\" as root";
            }
        }
        // What is judged from now on came later than what goes here, so it can say nothing of it.
        heard.values().forEach(times -> times.values().removeIf(at -> at.isBefore(overdue)));
        List<String> ailments = new ArrayList<>();
        if (!missedByHook.isEmpty()) {
            ailments.add(missedByHook);
        }
        if (!missedByFifo.isEmpty()) {
            ailments.add(missedByFifo);
        }
        return ailments;
    }

    /** How much is remembered: events, and names on each way. */
    synchronized int size() {
        return unpaired.size() + heard.values().stream().mapToInt(Map::size).sum();
    }
}
