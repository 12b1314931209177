package dev.pointsman.pipeline.parse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.DurationText;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition.Affinity;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition.ZoneRouterId;
import dev.pointsman.pipeline.yaml.Fields;

/** Reads a Fleet, Pointsman's own kind. */
final class FleetReader {

    /** AWS, "Amazon VPC quotas": route tables per VPC, at their highest. */
    private static final int MOST_ROUTE_TABLES = 1000;

    /** AWS allows 50 tags per resource. */
    private static final int MOST_TAGS = 50;

    private static final VrrpTiming DEFAULT_TIMING = new VrrpTiming(Duration.ofMillis(100), Duration.ofSeconds(30));

    private FleetReader() {}

    static FleetDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.FLEET);
        Located<Integer> chosen = new Located<>(0, document.origin());
        FleetDefinition absent = new FleetDefinition(
                metadata,
                "",
                "",
                List.of(),
                new RouteTableSelection.All(),
                DEFAULT_TIMING,
                new Located<>(Affinity.SINGLE, document.origin()),
                chosen,
                List.of(),
                Optional.empty(),
                Fleet.DEFAULT_REPORT_PORT);
        return document.mapping("spec", absent, spec -> {
            Located<String> region = spec.text("region", TextRules.REGION);
            String vpcId = spec.text("vpcId", TextRules.VPC_ID).value();
            List<FleetDefinition.Node> nodes = spec.required("nodes")
                    ? spec.mappings("nodes", 1, RouteGroup.MOST_NODES, fields -> node(fields, region.value()))
                    : List.of();
            RouteTableSelection tables =
                    spec.mapping("routeTables", new RouteTableSelection.All(), FleetReader::routeTables);
            Located<Affinity> affinity = affinity(spec);
            Vrrp vrrp = spec.optionalMapping("vrrp", new Vrrp(DEFAULT_TIMING, chosen, List.of()), FleetReader::vrrp);
            Optional<Located<Ipv4Block>> vipRange = VipRangeReader.read(spec);
            int reportPort = spec.optionalMapping(
                    "report",
                    Fleet.DEFAULT_REPORT_PORT,
                    report -> report.integer("port", 1, 65535, Fleet.DEFAULT_REPORT_PORT)
                            .value());
            return new FleetDefinition(
                    metadata,
                    region.value(),
                    vpcId,
                    nodes,
                    tables,
                    vrrp.timing(),
                    affinity,
                    vrrp.virtualRouterId(),
                    vrrp.zoneRouterIds(),
                    vipRange,
                    reportPort);
        });
    }

    private static FleetDefinition.Node node(Fields fields, String region) {
        Located<String> zone = fields.text("zone", TextRules.ZONE);
        if (!zone.value().isEmpty() && !zone.value().startsWith(region)) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            zone.origin(),
                            Quoted.of(zone.value()) + " is not a zone of the Fleet's region, " + Quoted.of(region),
                            "");
        }
        return new FleetDefinition.Node(
                fields.text("name", TextRules.LABEL),
                zone,
                fields.text("address", TextRules.IPV4),
                fields.text("interfaceId", TextRules.INTERFACE_ID),
                fields.origin());
    }

    private static RouteTableSelection routeTables(Fields fields) {
        Findings findings = fields.findings();
        int errors = findings.objections();
        long given = List.of("all", "ids", "tags").stream().filter(fields::has).count();
        Located<Boolean> all = fields.flag("all", false);
        List<String> ids = fields.texts("ids", 1, MOST_ROUTE_TABLES, TextRules.ROUTE_TABLE_ID).stream()
                .map(Located::value)
                .toList();
        Map<String, String> tags = fields.textMap("tags", MOST_TAGS, TextRules.TAG_KEY, TextRules.TAG_VALUE);
        if (findings.objections() > errors) {
            return new RouteTableSelection.All();
        }
        if (given != 1 || fields.has("all") && !all.value() || fields.has("tags") && tags.isEmpty()) {
            findings.error(
                    FindingCode.INVALID_VALUE,
                    fields.origin(),
                    "which route tables hold the entries is not said by exactly one of \"all: true\", \"ids: [rtb-…]\" and"
                            + " \"tags: {key: value}\"",
                    "With \"all: true\" every client in the VPC reaches the VIPs.");
            return new RouteTableSelection.All();
        }
        if (!ids.isEmpty()) {
            return new RouteTableSelection.Ids(ids);
        }
        return tags.isEmpty() ? new RouteTableSelection.All() : new RouteTableSelection.Tags(tags);
    }

    private static Located<Affinity> affinity(Fields spec) {
        Located<String> written =
                spec.choice("affinity", List.of("Single", "Zonal", "PerGateway"), Affinity.SINGLE.word());
        for (Affinity affinity : Affinity.values()) {
            if (affinity.word().equals(written.value())) {
                return new Located<>(affinity, written.origin());
            }
        }
        spec.findings()
                .error(
                        FindingCode.NOT_SUPPORTED,
                        written.origin(),
                        "this version of Pointsman does not serve the affinity " + Quoted.of(written.value()),
                        "Use Single or Zonal.");
        return new Located<>(Affinity.SINGLE, written.origin());
    }

    private record Vrrp(VrrpTiming timing, Located<Integer> virtualRouterId, List<ZoneRouterId> zoneRouterIds) {}

    /** What people who come from keepalived on a local network look for. */
    private static final List<String> MULTICAST_SETTINGS =
            List.of("multicast", "multicastGroup", "multicastAddress", "vrrp_mcast_group4");

    private static void refuseMulticast(Fields fields) {
        for (String setting : MULTICAST_SETTINGS) {
            fields.refused(
                    setting,
                    FindingCode.MULTICAST_VRRP,
                    "a VPC carries no multicast between its instances, so there is no field " + Quoted.of(setting),
                    "Remove it: the nodes speak unicast VRRP to the addresses in the Fleet.");
        }
    }

    private static Vrrp vrrp(Fields fields) {
        refuseMulticast(fields);
        Origin origin = fields.origin();
        Duration interval = DurationText.read(
                fields, "advertisementInterval", DEFAULT_TIMING.advertisementInterval(), Duration.ofMillis(10));
        Duration delay =
                DurationText.read(fields, "preemptDelay", DEFAULT_TIMING.preemptDelay(), Duration.ofSeconds(1));
        Located<Integer> id = fields.integer("virtualRouterId", 1, 255, 0);
        List<ZoneRouterId> zones = fields.mappings(
                "virtualRouterIds",
                1,
                RouteGroup.MOST_NODES,
                item -> new ZoneRouterId(item.text("zone", TextRules.ZONE), item.integer("id", 1, 255)));
        try {
            return new Vrrp(new VrrpTiming(interval, delay), id, zones);
        } catch (IllegalArgumentException outOfRange) {
            fields.findings().error(FindingCode.INVALID_VALUE, origin, outOfRange.getMessage(), "");
            return new Vrrp(DEFAULT_TIMING, id, zones);
        }
    }
}
