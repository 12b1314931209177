package dev.pointsman.pipeline.bundle;

import java.util.List;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;

import static dev.pointsman.pipeline.bundle.FleetPlans.VIP;
import static dev.pointsman.pipeline.bundle.FleetPlans.pair;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.exact;
import static dev.pointsman.pipeline.plan.PlanFixture.header;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.method;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.query;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;

/** Plans of how requests find their backends. */
final class RequestPlans {

    private RequestPlans() {}

    static Plan everything() {
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

    static Plan canary() {
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

    static Plan listeners() {
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

    static Plan everyMatch() {
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

    static Plan hostile() {
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

    static Plan conditions() {
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

    static Plan nobodyServes() {
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

    static Plan twoEntrypoints() {
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
}
