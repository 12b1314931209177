package dev.pointsman.agent.ec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/** Route tables by the EC2 API; safe for use by many threads at once. */
public final class AwsRouteTables implements RouteTables {

    /** The most that DescribeRouteTables gives at once (Amazon EC2 API Reference, "DescribeRouteTables", MaxResults); DescribeSubnets gives more. */
    private static final int PAGE = 100;

    private final Ec2Client ec2;

    public AwsRouteTables(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public List<RouteTable> describe(String vpcId, RouteTableSelection selection) throws Ec2Exception {
        return describeAll(vpcId, selection).stream()
                .filter(table -> !isOfGateway(table))
                .map(AwsRouteTables::read)
                .toList();
    }

    private List<software.amazon.awssdk.services.ec2.model.RouteTable> describeAll(
            String vpcId, RouteTableSelection selection) throws Ec2Exception {
        List<software.amazon.awssdk.services.ec2.model.RouteTable> tables = new ArrayList<>();
        String token = null;
        do {
            DescribeRouteTablesRequest request = DescribeRouteTablesRequest.builder()
                    .filters(filters(vpcId, selection))
                    .maxResults(PAGE)
                    .nextToken(token)
                    .build();
            DescribeRouteTablesResponse page = call(() -> ec2.describeRouteTables(request));
            tables.addAll(page.routeTables());
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return tables;
    }

    @Override
    public Map<String, Set<String>> zones(String vpcId) throws Ec2Exception {
        Map<String, String> rest = subnetZones(vpcId);
        Map<String, Set<String>> zones = new HashMap<>();
        String main = null;
        for (var table : describeAll(vpcId, new RouteTableSelection.All())) {
            Set<String> own = new TreeSet<>();
            for (RouteTableAssociation association : table.associations()) {
                if (Boolean.TRUE.equals(association.main())) {
                    main = table.routeTableId();
                } else if (association.subnetId() != null) {
                    Optional.ofNullable(rest.remove(association.subnetId())).ifPresent(own::add);
                }
            }
            zones.put(table.routeTableId(), own);
        }
        if (main != null) {
            zones.get(main).addAll(rest.values());
        }
        return zones;
    }

    private Map<String, String> subnetZones(String vpcId) throws Ec2Exception {
        Map<String, String> zones = new HashMap<>();
        String token = null;
        do {
            DescribeSubnetsRequest request = DescribeSubnetsRequest.builder()
                    .filters(Filter.builder().name("vpc-id").values(vpcId).build())
                    .maxResults(PAGE)
                    .nextToken(token)
                    .build();
            DescribeSubnetsResponse page = call(() -> ec2.describeSubnets(request));
            page.subnets().forEach(subnet -> zones.put(subnet.subnetId(), subnet.availabilityZone()));
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return zones;
    }

    private static List<Filter> filters(String vpcId, RouteTableSelection selection) {
        Filter vpc = Filter.builder().name("vpc-id").values(vpcId).build();
        Stream<Filter> selected = switch (selection) {
            case RouteTableSelection.All _ -> Stream.empty();
            // By filter, not by id: one table that is gone must not hide the others.
            case RouteTableSelection.Ids(List<String> ids) ->
                Stream.of(Filter.builder().name("route-table-id").values(ids).build());
            case RouteTableSelection.Tags(var tags) ->
                tags.entrySet().stream()
                        .map(tag -> Filter.builder()
                                .name("tag:" + tag.getKey())
                                .values(tag.getValue())
                                .build());
        };
        return Stream.concat(Stream.of(vpc), selected).toList();
    }

    private static boolean isOfGateway(software.amazon.awssdk.services.ec2.model.RouteTable table) {
        return table.associations().stream().anyMatch(association -> association.gatewayId() != null);
    }

    private static RouteTable read(software.amazon.awssdk.services.ec2.model.RouteTable table) {
        return new RouteTable(
                table.routeTableId(),
                table.routes().stream()
                        .filter(route -> route.destinationCidrBlock() != null)
                        .map(route -> new Route(
                                route.destinationCidrBlock(), target(route), route.state() == RouteState.BLACKHOLE))
                        .toList());
    }

    private static String target(software.amazon.awssdk.services.ec2.model.Route route) {
        return Stream.of(
                        route.networkInterfaceId(),
                        route.gatewayId(),
                        route.natGatewayId(),
                        route.transitGatewayId(),
                        route.vpcPeeringConnectionId(),
                        route.localGatewayId(),
                        route.carrierGatewayId(),
                        route.coreNetworkArn(),
                        route.instanceId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("unknown");
    }

    @Override
    public void replace(String tableId, String destination, String interfaceId) throws Ec2Exception {
        call(() ->
                ec2.replaceRoute(replacement(tableId, destination, interfaceId).build()));
    }

    @Override
    public void create(String tableId, String destination, String interfaceId) throws Ec2Exception {
        call(() -> ec2.createRoute(request ->
                request.routeTableId(tableId).destinationCidrBlock(destination).networkInterfaceId(interfaceId)));
    }

    @Override
    public void delete(String tableId, String destination) throws Ec2Exception {
        call(() -> ec2.deleteRoute(request -> request.routeTableId(tableId).destinationCidrBlock(destination)));
    }

    @Override
    public void tryReplace(String tableId, String destination, String interfaceId) throws Ec2Exception {
        try {
            call(() -> ec2.replaceRoute(
                    replacement(tableId, destination, interfaceId).dryRun(true).build()));
        } catch (Ec2Exception answer) {
            // Amazon EC2 API Reference, "DryRun": this error is the good answer.
            if (!answer.failure().code().equals("DryRunOperation")) {
                throw answer;
            }
        }
    }

    private static ReplaceRouteRequest.Builder replacement(String tableId, String destination, String interfaceId) {
        return ReplaceRouteRequest.builder()
                .routeTableId(tableId)
                .destinationCidrBlock(destination)
                .networkInterfaceId(interfaceId);
    }

    private static <T> T call(Supplier<T> call) throws Ec2Exception {
        try {
            return call.get();
        } catch (SdkException thrown) {
            throw FailureReader.read(thrown);
        }
    }
}
