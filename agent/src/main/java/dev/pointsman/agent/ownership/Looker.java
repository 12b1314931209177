package dev.pointsman.agent.ownership;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.pipeline.plan.RouteGroup;
import dev.pointsman.pipeline.plan.RouteTableSelection;

/**
 * Reads the route tables beside the loop, so that a slow answer never delays a claim.
 *
 * <p>It exists on BACKUP nodes as well: what it has read is what a claim starts from, and its calls keep credentials and connections warm.
 */
final class Looker {

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

    /** Starts to read the tables of these groups; returns at once. */
    void look(String vpcId, List<RouteGroup> groups) {
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
                answers.accept(new LoopEvent.Looked(tables, asked));
            } catch (Ec2Exception refused) {
                answers.accept(new LoopEvent.LookFailed(refused.failure()));
            }
        });
    }

    /**
     * Opens, or keeps open, as many connections as a claim of these tables will use at once: as many small calls at the same time. Their
     * answers do not matter.
     */
    void keepWarm(String vpcId, List<String> tableIds) {
        tableIds.stream()
                .limit(Ec2Access.CONCURRENCY)
                .forEach(table -> executor.execute(() -> {
                    try {
                        routeTables.describe(vpcId, new RouteTableSelection.Ids(List.of(table)));
                    } catch (Ec2Exception refused) {
                        // The next look meets the same and reports it.
                    }
                }));
    }
}
