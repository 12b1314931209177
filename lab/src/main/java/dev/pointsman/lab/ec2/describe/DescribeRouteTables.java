package dev.pointsman.lab.ec2.describe;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.action.World;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.Forwarding.Hop;
import dev.pointsman.lab.vpc.NetworkInterface;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.lab.vpc.Route.Target;
import dev.pointsman.lab.vpc.RouteTable;
import dev.pointsman.lab.vpc.RouteTable.Association;
import dev.pointsman.lab.vpc.VpcState;

/** Describes route tables: what an ownership loop reads to learn who holds a virtual IP. */
public final class DescribeRouteTables {

    private DescribeRouteTables() {}

    public static Action action() {
        return new Describe<>(new Describe.Subject<>(
                "DescribeRouteTables",
                Identifiers.ROUTE_TABLES,
                "RouteTableId",
                100,
                "routeTableSet",
                state -> state.routeTables().values(),
                RouteTable::id,
                filters(),
                DescribeRouteTables::write));
    }

    private static Filters<RouteTable> filters() {
        return Filters.ofTagged(RouteTable::tags)
                .one("route-table-id", RouteTable::id)
                .one("vpc-id", RouteTable::vpcId)
                .many("owner-id", (state, table) -> Stream.of(state.ownerId()))
                .many(
                        "association.main",
                        (state, table) -> table.associations().stream()
                                .map(each -> String.valueOf(each instanceof Association.Main)))
                .many(
                        "association.route-table-association-id",
                        (state, table) -> table.associations().stream().map(Association::id))
                .many(
                        "association.route-table-id",
                        (state, table) -> table.associations().stream().map(each -> table.id()))
                .many(
                        "association.subnet-id",
                        (state, table) -> table.associations().stream().flatMap(each -> subnetId(each).stream()))
                .many(
                        "association.gateway-id",
                        (state, table) -> table.associations().stream().flatMap(each -> gatewayId(each).stream()))
                .many(
                        "route.destination-cidr-block",
                        ofRoutes(route -> Stream.of(route.destination().toString())))
                .many("route.origin", ofRoutes(route -> Stream.of(route.origin().apiName())))
                .many("route.gateway-id", ofRoutes(route -> gatewayId(route.target()).stream()))
                .many(
                        "route.instance-id",
                        (state, table) ->
                                table.entries().stream().flatMap(route -> instanceId(state, route.target()).stream()))
                .many("route.state", (state, table) -> table.entries().stream().map(route -> stateOf(state, route)))
                .never(
                        "route.destination-ipv6-cidr-block",
                        "route.destination-prefix-list-id",
                        "route.egress-only-internet-gateway-id",
                        "route.nat-gateway-id",
                        "route.transit-gateway-id",
                        "route.vpc-peering-connection-id");
    }

    private static BiFunction<VpcState, RouteTable, Stream<String>> ofRoutes(Function<Route, Stream<String>> values) {
        return (state, table) -> table.entries().stream().flatMap(values);
    }

    private static void write(ResponseXml xml, World world, RouteTable table) {
        VpcState state = world.seen();
        xml.text("routeTableId", table.id());
        xml.text("vpcId", table.vpcId());
        xml.text("ownerId", state.ownerId());
        xml.items("routeSet", table.entries(), (item, route) -> writeRoute(item, world, route));
        xml.items("associationSet", table.associations(), (item, association) -> {
            item.text("routeTableAssociationId", association.id());
            item.text("routeTableId", table.id());
            subnetId(association).ifPresent(id -> item.text("subnetId", id));
            gatewayId(association).ifPresent(id -> item.text("gatewayId", id));
            item.text("main", association instanceof Association.Main);
            item.element("associationState", associationState -> associationState.text("state", "associated"));
        });
        xml.element("propagatingVgwSet", none -> {});
        xml.tags(table.tags());
    }

    private static void writeRoute(ResponseXml xml, World world, Route route) {
        VpcState state = world.seen();
        xml.text("destinationCidrBlock", route.destination());
        gatewayId(route.target()).ifPresent(id -> xml.text("gatewayId", id));
        if (route.target() instanceof Target.ToInterface(String networkInterfaceId)) {
            Optional<String> instance =
                    world.variants().hidesInstances() ? Optional.empty() : instanceId(state, route.target());
            instance.ifPresent(id -> {
                xml.text("instanceId", id);
                xml.text("instanceOwnerId", state.ownerId());
            });
            xml.text("networkInterfaceId", networkInterfaceId);
        }
        xml.text("state", stateOf(state, route));
        xml.text("origin", route.origin().apiName());
    }

    private static String stateOf(VpcState state, Route route) {
        return state.hop(route.target()) instanceof Hop.Blackhole ? "blackhole" : "active";
    }

    private static Optional<String> subnetId(Association association) {
        return association instanceof Association.OfSubnet(String id, String subnetId)
                ? Optional.of(subnetId)
                : Optional.empty();
    }

    private static Optional<String> gatewayId(Association association) {
        return association instanceof Association.OfGateway(String id, String gatewayId)
                ? Optional.of(gatewayId)
                : Optional.empty();
    }

    /** The API writes the local target as a gateway called {@code local}. */
    private static Optional<String> gatewayId(Target target) {
        return switch (target) {
            case Target.Local() -> Optional.of("local");
            case Target.ToGateway(String id) -> Optional.of(id);
            case Target.ToInterface(String id) -> Optional.empty();
        };
    }

    private static Optional<String> instanceId(VpcState state, Target target) {
        return target instanceof Target.ToInterface(String id)
                ? state.networkInterface(id)
                        .flatMap(NetworkInterface::attachment)
                        .map(NetworkInterface.Attachment::instanceId)
                : Optional.empty();
    }
}
