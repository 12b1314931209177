package dev.pointsman.pipeline.bundle;

import java.util.List;

import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.plan.Plan;

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

    static List<RenderCase> all() {
        return List.of(
                new RenderCase("one-listener-forwards-every-request", "node-a", RequestPlans.everything()),
                new RenderCase(
                        "the-backup-node-gets-the-same-routing-and-a-lower-priority",
                        "node-b",
                        RequestPlans.everything()),
                new RenderCase("a-header-goes-before-a-canary-of-one-in-ten", "node-a", RequestPlans.canary()),
                new RenderCase("listeners-of-one-port-stand-most-specific-first", "node-a", RequestPlans.listeners()),
                new RenderCase("every-kind-of-match-in-one-rule", "node-a", RequestPlans.everyMatch()),
                new RenderCase("hostile-values-stay-in-their-places", "node-a", RequestPlans.hostile()),
                new RenderCase("what-rules-do-stands-where-their-requests-go", "node-a", TreatmentPlans.treatments()),
                new RenderCase(
                        "rules-with-further-conditions-are-tried-where-tables-say-so",
                        "node-a",
                        RequestPlans.conditions()),
                new RenderCase("a-policy-changes-what-the-defaults-say", "node-a", TreatmentPlans.policy()),
                new RenderCase("nobody-serves-answers-500-and-503", "node-a", RequestPlans.nobodyServes()),
                new RenderCase("two-addresses-and-ports-are-two-frontends", "node-a", RequestPlans.twoEntrypoints()),
                new RenderCase("tls-listeners-show-their-own-certificates", "node-a", TlsPlans.tls()),
                new RenderCase(
                        "tls-ends-for-some-listeners-of-a-port-and-one-check-serves-requests-and-connections",
                        "node-a",
                        TlsPlans.tlsByListener()),
                new RenderCase("requests-and-connections-share-a-port-by-server-name", "node-a", TlsPlans.sharedPort()),
                new RenderCase("connections-are-handed-on-by-port-and-by-server-name", "node-a", TlsPlans.streams()),
                new RenderCase("a-tls-listener-for-every-host-closes-no-connection", "node-a", TlsPlans.tlsForAll()),
                new RenderCase("a-lone-node-speaks-to-nobody", "node-a", FleetPlans.loneNode()),
                new RenderCase("a-route-group-per-zone-prefers-the-zones-node", "node-b", FleetPlans.zonal()),
                new RenderCase(
                        "a-keepalived-that-can-asks-haproxy-four-times-a-second",
                        "node-a",
                        FleetPlans.loneNode(),
                        new KeepalivedVersion(2, 3)),
                new RenderCase(
                        "a-fleet-without-gateways-starts-empty",
                        "node-a",
                        FleetPlans.pair().plan()));
    }
}
