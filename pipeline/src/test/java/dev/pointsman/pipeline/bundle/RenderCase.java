package dev.pointsman.pipeline.bundle;

import java.time.Duration;
import java.util.List;

import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.plan.HeaderMatch;
import dev.pointsman.pipeline.plan.PathMatch;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.QueryParameterMatch;
import dev.pointsman.pipeline.plan.RequestMatch;

import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.exact;
import static dev.pointsman.pipeline.plan.PlanFixture.fleet;
import static dev.pointsman.pipeline.plan.PlanFixture.header;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.method;
import static dev.pointsman.pipeline.plan.PlanFixture.node;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.query;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.tlsListener;
import static dev.pointsman.pipeline.plan.PlanFixture.to;

/**
 * A plan whose rendered files are kept, so that every change of a renderer shows as a diff that a person reads.
 *
 * @param sentence what the case is about; the folder's name
 * @param nodeName whose files
 * @param plan what is rendered
 * @param keepalived for which one
 */
record RenderCase(String sentence, String nodeName, Plan plan, KeepalivedVersion keepalived) {

    private RenderCase(String sentence, String nodeName, Plan plan) {
        this(sentence, nodeName, plan, KeepalivedVersion.OLDEST);
    }

    private static final String VIP = "10.99.0.10";

    static List<RenderCase> all() {
        return List.of(
                new RenderCase("one-listener-forwards-every-request", "node-a", everything()),
                new RenderCase("the-backup-node-gets-the-same-routing-and-a-lower-priority", "node-b", everything()),
                new RenderCase("a-header-goes-before-a-canary-of-one-in-ten", "node-a", canary()),
                new RenderCase("listeners-of-one-port-stand-most-specific-first", "node-a", listeners()),
                new RenderCase("every-kind-of-match-in-one-rule", "node-a", everyMatch()),
                new RenderCase("hostile-values-stay-in-their-places", "node-a", hostile()),
                new RenderCase("nobody-serves-answers-500-and-503", "node-a", nobodyServes()),
                new RenderCase("two-addresses-and-ports-are-two-frontends", "node-a", twoEntrypoints()),
                new RenderCase("tls-listeners-show-their-own-certificates", "node-a", tls()),
                new RenderCase("a-tls-listener-for-every-host-closes-no-connection", "node-a", tlsForAll()),
                new RenderCase("a-lone-node-speaks-to-nobody", "node-a", loneNode()),
                new RenderCase("a-route-group-per-zone-prefers-the-zones-node", "node-b", zonal()),
                new RenderCase(
                        "a-keepalived-that-can-asks-haproxy-four-times-a-second",
                        "node-a",
                        loneNode(),
                        new KeepalivedVersion(2, 3)),
                new RenderCase("a-fleet-without-gateways-starts-empty", "node-a", pair().plan()));
    }

    private static PlanFixture pair() {
        return new PlanFixture().routeGroup("edge", 51, "169.254.99.1", VIP + "/32", "node-a", "node-b");
    }

    private static Plan everything() {
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080", "10.20.2.30:8080")
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/cart", 0, "*", anything(), to("shop/cart", 8080, 1))))
                .plan();
    }

    private static Plan canary() {
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .backend("shop/cart-v2", 8080, "10.20.1.31:8080")
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*.example.com",
                                rule(
                                        "shop/cart",
                                        0,
                                        "shop.example.com",
                                        header("x-version", "v2"),
                                        to("shop/cart-v2", 8080, 1)),
                                rule(
                                        "shop/cart",
                                        1,
                                        "shop.example.com",
                                        prefix("/cart"),
                                        to("shop/cart", 8080, 90),
                                        to("shop/cart-v2", 8080, 10))))
                .plan();
    }

    private static Plan listeners() {
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "shop",
                                "shop.example.com",
                                rule("shop/a", 0, "*", exact("/a"), to("shop/cart", 8080, 1))),
                        listener(
                                "edge/web",
                                "wild",
                                "*.example.com",
                                rule("shop/b", 0, "*.b.example.com", anything(), to("shop/cart", 8080, 1))),
                        listener("edge/web", "empty", "example.org"),
                        listener(
                                "edge/web",
                                "any",
                                "*",
                                rule("shop/c", 0, "*", method("GET"), to("shop/cart", 8080, 1))))
                .plan();
    }

    private static Plan everyMatch() {
        RequestMatch match = new RequestMatch(
                new PathMatch.Prefix("/cart"),
                "POST",
                List.of(new HeaderMatch("x-version", "v2"), new HeaderMatch("x-user", "Jane Doe, tester")),
                List.of(new QueryParameterMatch("page", "2"), new QueryParameterMatch("q", "a b")));
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/cart", 0, "shop.example.com", match, to("shop/cart", 8080, 1))))
                .plan();
    }

    private static Plan hostile() {
        String value = "-f it's \"q\" \\n #c ${HOME} %[src] } || { --";
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/cart", 0, "*", header("x'#$%&*+^`|~!", value), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 1, "*", query("v'#$%&*+^`|~!", value), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 2, "*", exact("/" + value), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 3, "*", prefix("/" + value), to("shop/cart", 8080, 1))))
                .plan();
    }

    private static Plan nobodyServes() {
        return pair().backend("shop/cart", 8080)
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/a", 0, "*", exact("/weightless"), to("shop/cart", 8080, 0)),
                                rule("shop/a", 1, "*", exact("/nowhere")),
                                rule("shop/a", 2, "*", anything(), to("shop/cart", 8080, 1))))
                .plan();
    }

    private static Plan twoEntrypoints() {
        return pair().routeGroup("other", 52, "169.254.99.2", "10.99.0.11/32", "node-b", "node-a")
                .backend("shop/cart", 8080, "10.20.1.30:8080")
                .backend("shop/cart", 9090, "10.20.1.30:9090")
                .entrypoint(
                        "10.99.0.11",
                        8080,
                        listener(
                                "edge/admin",
                                "http",
                                "*",
                                rule("shop/b", 0, "*", anything(), to("shop/cart", 9090, 1))))
                .entrypoint(
                        VIP,
                        80,
                        listener("edge/web", "http", "*", rule("shop/a", 0, "*", anything(), to("shop/cart", 8080, 1))))
                .plan();
    }

    private static Plan tls() {
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .entrypoint(
                        VIP,
                        443,
                        tlsListener(
                                "edge/web",
                                "shop",
                                "shop.example.com",
                                "edge/shop edge/shop-rsa",
                                rule("shop/a", 0, "*", anything(), to("shop/cart", 8080, 1))),
                        tlsListener("edge/web", "wild", "*.example.com", "edge/wild"))
                .plan();
    }

    private static Plan tlsForAll() {
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .entrypoint(
                        VIP,
                        443,
                        tlsListener(
                                "edge/web",
                                "https",
                                "*",
                                "edge/web other/web",
                                rule("shop/a", 0, "*", anything(), to("shop/cart", 8080, 1))))
                .plan();
    }

    private static Plan loneNode() {
        return new PlanFixture()
                .fleet(fleet(Duration.ofSeconds(1), Duration.ZERO, node("node-a", 1)))
                .routeGroup("edge", 51, "169.254.99.1", VIP + "/32", "node-a")
                .plan();
    }

    private static Plan zonal() {
        return new PlanFixture()
                .fleet(fleet(
                        Duration.ofMillis(50),
                        Duration.ofMinutes(2),
                        node("node-a", 1),
                        node("node-b", 2),
                        node("node-c", 3)))
                .routeGroup("zone-a", 51, "169.254.99.1", VIP + "/32", "node-a", "node-b", "node-c")
                .routeGroup("zone-b", 52, "169.254.99.2", VIP + "/32", "node-b", "node-c", "node-a")
                .routeGroup("zone-c", 53, "169.254.99.3", VIP + "/32", "node-c", "node-a", "node-b")
                .plan();
    }
}
