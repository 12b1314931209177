package dev.pointsman.agent.ownership;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.ownership.machine.LoopEvent;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;

/**
 * Reads the route tables beside the loop, so that a slow answer never delays a claim.
 *
 * <p>It exists on BACKUP nodes as well: what it has read is what a claim starts from, and its calls keep credentials and connections warm.
 */
final class Looker {

    /** What may be under way beside a claim's own calls: a look, and a test of the right to write. */
    static final int BESIDE_CLAIM = 2;

    private final RouteTables routeTables;
    private final TableZones zones;
    private final Executor executor;
    private final InstantSource clock;
    private final Consumer<LoopEvent> answers;

    /** @param answers takes one {@link LoopEvent.Looked} or {@link LoopEvent.LookFailed} for each look */
    Looker(
            RouteTables routeTables,
            TableZones zones,
            Executor executor,
            InstantSource clock,
            Consumer<LoopEvent> answers) {
        this.routeTables = routeTables;
        this.zones = zones;
        this.executor = executor;
        this.clock = clock;
        this.answers = answers;
    }

    /**
     * Starts to read the tables of these groups; returns at once.
     *
     * @param others tables to be read as well, whether or not a group has them
     */
    void look(String vpcId, List<RouteGroup> groups, SortedSet<String> others) {
        var asked = clock.instant();
        executor.execute(() -> {
            try {
                // Groups that select alike share one call.
                Map<RouteTableSelection, List<RouteTable>> read = new HashMap<>();
                Map<String, List<RouteTable>> tables = new HashMap<>();
                for (RouteGroup group : groups) {
                    if (!read.containsKey(group.tables())) {
                        read.put(group.tables(), routeTables.describe(vpcId, group.tables()));
                    }
                    tables.put(group.name(), zones.share(group, read.get(group.tables()), routeTables, vpcId));
                }
                answers.accept(new LoopEvent.Looked(tables, others(vpcId, others, read), asked));
            } catch (Ec2Exception refused) {
                answers.accept(new LoopEvent.LookFailed(refused.failure()));
            }
        });
    }

    private List<RouteTable> others(
            String vpcId, SortedSet<String> others, Map<RouteTableSelection, List<RouteTable>> read)
            throws Ec2Exception {
        Map<String, RouteTable> known = new HashMap<>();
        read.values().forEach(tables -> tables.forEach(table -> known.put(table.id(), table)));
        SortedSet<String> unread = new TreeSet<>(others);
        unread.removeAll(known.keySet());
        if (!unread.isEmpty()) {
            routeTables
                    .describe(vpcId, new RouteTableSelection.Ids(List.copyOf(unread)))
                    .forEach(table -> known.put(table.id(), table));
        }
        List<RouteTable> found = new ArrayList<>();
        for (String table : others) {
            // A table that is gone holds nothing that would have to go.
            found.add(known.getOrDefault(table, new RouteTable(table, List.of())));
        }
        return found;
    }

    /**
     * Opens, or keeps open, as many connections as will be in use at once while these tables are claimed: as many small calls at the same
     * time. Their answers do not matter.
     */
    void keepWarm(String vpcId, List<String> tableIds) {
        if (tableIds.isEmpty()) {
            return;
        }
        int calls = Math.min(tableIds.size(), Ec2Access.CONCURRENCY) + BESIDE_CLAIM;
        for (int call = 0; call < calls; call++) {
            String table = tableIds.get(call % tableIds.size());
            executor.execute(() -> {
                try {
                    routeTables.describe(vpcId, new RouteTableSelection.Ids(List.of(table)));
                } catch (Ec2Exception refused) {
                    // The next look meets the same and reports it.
                }
            });
        }
    }
}
