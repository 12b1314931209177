package dev.pointsman.pipeline.bundle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.treatment.Cors;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.Retry;
import dev.pointsman.pipeline.plan.treatment.Timeouts;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;

import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.edits;
import static dev.pointsman.pipeline.plan.PlanFixture.exact;
import static dev.pointsman.pipeline.plan.PlanFixture.fleet;
import static dev.pointsman.pipeline.plan.PlanFixture.header;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.method;
import static dev.pointsman.pipeline.plan.PlanFixture.node;
import static dev.pointsman.pipeline.plan.PlanFixture.patience;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.query;
import static dev.pointsman.pipeline.plan.PlanFixture.redirect;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.streamListener;
import static dev.pointsman.pipeline.plan.PlanFixture.streamRule;
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
                new RenderCase("what-rules-do-stands-where-their-requests-go", "node-a", treatments()),
                new RenderCase("rules-with-further-conditions-are-tried-where-tables-say-so", "node-a", conditions()),
                new RenderCase("a-policy-changes-what-the-defaults-say", "node-a", policy()),
                new RenderCase("nobody-serves-answers-500-and-503", "node-a", nobodyServes()),
                new RenderCase("two-addresses-and-ports-are-two-frontends", "node-a", twoEntrypoints()),
                new RenderCase("tls-listeners-show-their-own-certificates", "node-a", tls()),
                new RenderCase(
                        "tls-ends-for-some-listeners-of-a-port-and-one-check-serves-requests-and-connections",
                        "node-a",
                        tlsByListener()),
                new RenderCase("requests-and-connections-share-a-port-by-server-name", "node-a", sharedPort()),
                new RenderCase("connections-are-handed-on-by-port-and-by-server-name", "node-a", streams()),
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

    private static Plan treatments() {
        HeaderEdits edits = new HeaderEdits(
                List.of(new HeaderEdits.Header("X-Team", "100% cart")),
                List.of(new HeaderEdits.Header("X-Seen", "a,b")),
                List.of("X-Debug"));
        Treatment everything = new Treatment(
                Optional.empty(),
                Optional.of(new UrlRewrite("cart.internal", Optional.of(new PathRewrite.Prefix("/cart", "")))),
                edits,
                edits,
                Optional.of(new Cors(
                        List.of("https://www.example.com", "https://*.example.org"),
                        List.of("*"),
                        List.of("X-Version"),
                        List.of(),
                        true,
                        5)),
                new Timeouts(Optional.of(Duration.ofSeconds(10)), Optional.of(Duration.ofSeconds(2))),
                Optional.of(new Retry(new TreeSet<>(List.of(502, 503)), 2)));
        Redirect moved = new Redirect(
                "https", "www.example.com", 8443, Optional.of(new PathRewrite.Prefix("/old", "/new")), 301);
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/cart", 0, prefix("/cart"), everything, to("shop/cart", 8080, 1)),
                                rule("shop/cart", 1, prefix("/old"), redirect(moved)),
                                rule("shop/cart", 2, prefix("/edited"), edits(edits, edits), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 3, "*", anything(), to("shop/cart", 8080, 1))))
                .plan();
    }

    private static Plan conditions() {
        RequestMatch expression = new RequestMatch(
                new PathMatch.Pattern("/v[0-9]+/.*"),
                "",
                List.of(new HeaderMatch("x-user", "a.*", MatchType.REGULAR_EXPRESSION)),
                List.of(new QueryParameterMatch("q", "[^,]+", MatchType.REGULAR_EXPRESSION)));
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .backend("shop/v2", 8080, "10.20.1.31:8080")
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/a", 0, "a.example.com", exact("/plain"), to("shop/cart", 8080, 1)),
                                rule("shop/a", 1, "a.example.com", method("GET"), to("shop/v2", 8080, 1)),
                                rule("shop/a", 2, "*.example.com", expression, to("shop/v2", 8080, 1)),
                                rule("shop/a", 3, "*", header("x-version", "v2"), to("shop/v2", 8080, 1)),
                                rule("shop/a", 4, "*", anything(), to("shop/cart", 8080, 9), to("shop/v2", 8080, 1))))
                .plan();
    }

    private static Plan policy() {
        TrafficPolicy policy = new TrafficPolicy(
                new TrafficPolicy.HealthCheck(
                        "/healthz", "cart.internal", Duration.ofSeconds(5), Duration.ofSeconds(1), 1, 2),
                new TrafficPolicy.Balance(TrafficPolicy.Algorithm.HEADER_HASH, "X-User"),
                Optional.of(Duration.ofMillis(500)),
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(Duration.ofSeconds(1)),
                100,
                Duration.ofSeconds(30),
                "cart");
        Treatment retrying = patience(Timeouts.DEFAULT, new Retry(new TreeSet<>(List.of(503)), 1));
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .policy("shop/cart", 8080, policy)
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/cart", 0, prefix("/retried"), retrying, to("shop/cart", 8080, 1)),
                                rule("shop/cart", 1, "*", anything(), to("shop/cart", 8080, 1))))
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

    private static Plan streams() {
        return pair().backend("shop/db", 5432, "10.20.1.30:5432").backend("shop/db-v2", 5432, "10.20.1.31:5432").stream(
                        VIP,
                        5432,
                        StreamEntrypoint.Transport.TCP,
                        streamListener(
                                "edge/web",
                                "db",
                                "*",
                                "",
                                streamRule("shop/db", "*", 10, to("shop/db", 5432, 60), to("shop/db-v2", 5432, 30))))
                .stream(
                        VIP,
                        8443,
                        StreamEntrypoint.Transport.TLS_PASSED_THROUGH,
                        streamListener(
                                "edge/web",
                                "shop",
                                "shop.example.com",
                                "",
                                streamRule("shop/one", "shop.example.com", 0, to("shop/db", 5432, 1))),
                        streamListener(
                                "edge/web",
                                "wild",
                                "*.example.com",
                                "",
                                streamRule("shop/none", "a.example.com", 1),
                                streamRule("shop/one", "*.example.com", 0, to("shop/db", 5432, 1))))
                .stream(
                        VIP,
                        9443,
                        StreamEntrypoint.Transport.TLS_ENDED,
                        streamListener(
                                "edge/web",
                                "ended",
                                "db.example.com",
                                "edge/db",
                                streamRule("shop/two", "db.example.com", 0, to("shop/db", 5432, 1))))
                .plan();
    }

    private static Plan tlsByListener() {
        return pair()
                .backend("shop/db", 5432, "10.20.1.30:5432")
                .entrypoint(
                        VIP,
                        80,
                        listener("edge/web", "http", "*", rule("shop/a", 0, "*", anything(), to("shop/db", 5432, 1))))
                .stream(
                        VIP,
                        8443,
                        StreamEntrypoint.Transport.TLS_BY_LISTENER,
                        streamListener(
                                "edge/web",
                                "passed",
                                "a.example.com",
                                "",
                                streamRule("shop/one", "a.example.com", 0, to("shop/db", 5432, 1))),
                        streamListener(
                                "edge/web",
                                "ended",
                                "*.example.com",
                                "edge/wild",
                                streamRule("shop/two", "*.example.com", 0, to("shop/db", 5432, 1))))
                .plan();
    }

    private static Plan sharedPort() {
        return pair()
                .backend("shop/cart", 8080, "10.20.1.30:8080")
                .backend("shop/db", 5432, "10.20.1.30:5432")
                .entrypoint(
                        VIP,
                        443,
                        tlsListener(
                                "edge/web",
                                "https",
                                "shop.example.com",
                                "edge/web",
                                rule("shop/a", 0, "*", anything(), to("shop/cart", 8080, 1))))
                .stream(
                        VIP,
                        443,
                        StreamEntrypoint.Transport.TLS_PASSED_THROUGH,
                        streamListener(
                                "edge/web",
                                "passed",
                                "*.example.com",
                                "",
                                streamRule("shop/one", "*.example.com", 0, to("shop/db", 5432, 1))))
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
