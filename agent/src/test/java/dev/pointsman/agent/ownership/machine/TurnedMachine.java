package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.ec2.Route;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.report.LoggedJournal;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.value.ResourceName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The machine of node-b, one of two, turned by hand: what it is told, and what it wants done. */
abstract class TurnedMachine {

    static final String ENI_A = "eni-0000000a";
    static final String ENI_B = "eni-0000000b";
    static final String VIP = "10.99.0.10/32";
    static final String OTHER_VIP = "10.99.0.11/32";
    static final String RANGE = "10.99.0.0/24";
    static final String OUTSIDE = "eni-0000000e";

    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Standing.Vrrp vrrp = Standing.Vrrp.MASTER;
    final OwnershipMachine machine = new OwnershipMachine(
            new OwnershipMachine.Settings(Duration.ofSeconds(2), true, 8),
            new LoggedJournal(new SimpleMeterRegistry()),
            () -> 0.5,
            Assignment::rule);

    static List<String> tables(int count) {
        List<String> tables = new ArrayList<>();
        for (int table = 0; table < count; table++) {
            tables.add(String.format("rtb-%08d", table));
        }
        return tables;
    }

    /** A table whose entry for each VIP points there. */
    static RouteTable table(String id, String target) {
        return new RouteTable(id, List.of(new Route(VIP, ENI_B, false), new Route(OTHER_VIP, target, false)));
    }

    static Assignment assignment(List<String> tables, String... vips) {
        Fleet fleet = new Fleet(
                new ResourceName("edge", "fleet"),
                "eu-central-1",
                "vpc-00000001",
                List.of(
                        new Node("node-a", "eu-central-1a", "10.20.1.10", ENI_A),
                        new Node("node-b", "eu-central-1b", "10.20.2.10", ENI_B)),
                new VrrpTiming(Duration.ofSeconds(1), Duration.ZERO));
        RouteGroup group = new RouteGroup(
                "edge",
                11,
                List.of(vips),
                new RouteTableSelection.Ids(tables),
                List.of("node-a", "node-b"),
                "169.254.77.1");
        return new Assignment(fleet, "node-b", List.of(group), new TreeMap<>());
    }

    CompletableFuture<Void> assign(List<String> tables, String... vips) {
        LoopEvent.Assigned event = new LoopEvent.Assigned(assignment(tables, vips));
        tell(event);
        return event.released();
    }

    static List<CompletableFuture<Void>> released(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Release.class::isInstance)
                .map(effect -> ((Effect.Release) effect).released())
                .toList();
    }

    void look(List<String> tables, String vip, String target) {
        List<RouteTable> read = tables.stream()
                .map(id -> new RouteTable(id, List.of(new Route(vip, target, false))))
                .toList();
        tell(new LoopEvent.Looked(Map.of("edge", read), read, now));
    }

    void tell(LoopEvent event) {
        machine.handle(event, now);
    }

    void answer(Effect.Write write, Outcome outcome) {
        tell(new LoopEvent.Answered("edge", write.entry(), write.from(), outcome, Duration.ofMillis(5)));
    }

    List<Effect> turn() {
        machine.begin(now);
        return machine.turn(_ -> new Standing(vrrp, "observed", true, false), now);
    }

    static List<Effect.Write> writes(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Write.class::isInstance)
                .map(Effect.Write.class::cast)
                .toList();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
