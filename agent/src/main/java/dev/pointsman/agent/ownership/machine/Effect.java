package dev.pointsman.agent.ownership.machine;

import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.rule.Call;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;

/** What the machine wants done in the world; whoever does it reports back by a {@link LoopEvent}, where one is named. */
public sealed interface Effect {

    /**
     * Write an entry: {@link LoopEvent.Answered}. Rule 0 is to be observed again before each call.
     *
     * @param first the call to begin with; which one follows a refusal is {@link Call#after}
     * @param from what the entry was seen to be, for people
     */
    record Write(RouteGroup group, RouteEntry entry, Call first, String from) implements Effect {}

    /**
     * Read the tables of these groups: {@link LoopEvent.Looked} or {@link LoopEvent.LookFailed}.
     *
     * @param others tables that no group has any more, and that are to be read as well
     */
    record Look(List<RouteGroup> groups, SortedSet<String> others) implements Effect {}

    /** Open, or keep open, connections for a claim of these tables. */
    record Warm(List<String> tables) implements Effect {}

    /** Test whether this node could write a table: {@link LoopEvent.Tried}. */
    record Try(String group, RouteEntry entry) implements Effect {}

    /** Tell keepalived whether this node stands behind its peers in the group. */
    record Mark(String group, boolean standsBehind) implements Effect {}

    /** Whoever waits until no entry that is to go leads here goes on. */
    record Release(CompletableFuture<Void> released) implements Effect {}

    /** Whoever told something gets this verdict, once the view shows what it is about. */
    record Settle(LoopEvent.Told told, Done done) implements Effect {}
}
