package dev.pointsman.pipeline.bundle;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;

import static dev.pointsman.pipeline.bundle.FleetPlans.VIP;
import static dev.pointsman.pipeline.bundle.FleetPlans.pair;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.streamListener;
import static dev.pointsman.pipeline.plan.PlanFixture.streamRule;
import static dev.pointsman.pipeline.plan.PlanFixture.tlsListener;
import static dev.pointsman.pipeline.plan.PlanFixture.to;

/** Plans of listeners with TLS and of connections that are handed on. */
final class TlsPlans {

    private TlsPlans() {}

    static Plan tls() {
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

    static Plan tlsByListener() {
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

    static Plan sharedPort() {
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

    static Plan tlsForAll() {
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

    static Plan streams() {
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
}
