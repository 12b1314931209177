package dev.pointsman.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.value.ResourceName;

/** A small plan that fits the lab's network: two nodes, one VIP, two versions of a shop. */
public final class TestPlans {
    public static final String VIP = "10.99.0.10";
    public static final String NODE_A_INTERFACE = "eni-0a000000000000010";
    public static final String NODE_B_INTERFACE = "eni-0b000000000000010";
    public static final String ZONE_A = "eu-central-1a";
    public static final String V1 = "shop/shop-v1:80";
    public static final String V2 = "shop/shop-v2:80";

    private TestPlans() {}

    public static Plan shop() {
        var fleet = new Fleet(
                new ResourceName("edge", "lab"),
                "eu-central-1",
                "vpc-0c1d2e3f4a5b6c7d8",
                List.of(
                        new Node("node-a", ZONE_A, "10.20.1.10", NODE_A_INTERFACE),
                        new Node("node-b", "eu-central-1b", "10.20.2.10", NODE_B_INTERFACE)),
                new VrrpTiming(Duration.ofMillis(100), Duration.ofSeconds(30)));
        var v1 = backend("shop-v1", "10.20.1.21", "10.20.2.21");
        var v2 = backend("shop-v2", "10.20.1.22", "10.20.2.22");
        var route = new ResourceName("shop", "shop");
        var host = new HostMatch.Exact("shop.example.com");
        var everything = new PathMatch.Prefix("/");
        var rules = List.of(
                new Rule(
                        new RuleName(route, 0),
                        host,
                        new RequestMatch(everything, "", List.of(new HeaderMatch("x-version", "v2")), List.of()),
                        List.of(new WeightedBackend(v2.name(), 1))),
                new Rule(
                        new RuleName(route, 1),
                        host,
                        new RequestMatch(everything, "", List.of(), List.of(new QueryParameterMatch("preview", "v2"))),
                        List.of(new WeightedBackend(v2.name(), 1))),
                new Rule(
                        new RuleName(route, 2),
                        host,
                        new RequestMatch(new PathMatch.Exact("/both"), "POST", List.of(), List.of()),
                        List.of(new WeightedBackend(v1.name(), 90), new WeightedBackend(v2.name(), 10))),
                new Rule(
                        new RuleName(route, 3),
                        host,
                        new RequestMatch(everything, "", List.of(), List.of()),
                        List.of(new WeightedBackend(v1.name(), 1), new WeightedBackend(v2.name(), 0))));
        var listener = new Listener(new ResourceName("edge", "public"), "http", new HostMatch.Any(), List.of(), rules);
        var group = new RouteGroup(
                "lab",
                51,
                List.of(VIP + "/32"),
                new RouteTableSelection.All(),
                List.of("node-a", "node-b"),
                "169.254.51.1");
        return new Plan(
                fleet,
                List.of(new Entrypoint(VIP, 80, List.of(listener), Optional.empty(), Optional.empty())),
                List.of(),
                List.of(v1, v2),
                List.of(group));
    }

    private static Backend backend(String name, String inZoneA, String inZoneB) {
        return new Backend(
                new BackendName(new ResourceName("shop", name), 80),
                BackendProtocol.HTTP_1,
                List.of(new Endpoint(inZoneA, 8080), new Endpoint(inZoneB, 8080)));
    }
}
