package dev.pointsman.lab.ec2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.sigv4.Credential;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.lab.vpc.Route.Target;
import dev.pointsman.lab.vpc.SecurityGroup;
import dev.pointsman.lab.vpc.SecurityGroup.Permission;
import dev.pointsman.lab.vpc.Vpc;
import dev.pointsman.lab.vpc.VpcBuilder;

/** An EC2 endpoint on a free port of loopback, with two nodes, more tables than a page holds, and every kind of table. */
public final class Ec2Lab implements AutoCloseable {

    public static final String ENI_A = "eni-0000000000000000a";
    public static final String ENI_B = "eni-0000000000000000b";
    public static final String ENI_B2 = "eni-000000000000000b2";
    public static final String ENI_FOREIGN = "eni-000000000000000ff";
    public static final String NODE_A = "i-0000000000000000a";
    public static final String NODE_B = "i-0000000000000000b";
    public static final String BACKEND = "i-0000000000000000c";
    public static final String ENI_BACKEND = "eni-0000000000000000c";
    public static final String GROUP = "sg-0000000000000000a";
    public static final String PEERING = "pcx-0000000000000000a";
    public static final String OTHER_VPC = "vpc-00000000000000030";
    public static final String TABLE = VpcBuilder.zoneRouteTable(1);
    public static final String VIP = "10.99.0.10/32";
    public static final int TABLES = 1 + 3 + 1 + 9;
    public static final Credential KEY = Credentials.EXAMPLE;

    public final MovableClock clock = new MovableClock();
    public final Faults faults = new Faults(clock);
    public final Credentials credentials = Credentials.of(KEY);
    public final Vpc vpc = VpcBuilder.lab(clock)
            .node("node-a", "eu-central-1a", "10.20.1.10", ENI_A, NODE_A)
            .node("node-b", "eu-central-1b", "10.20.2.10", ENI_B, NODE_B)
            .networkInterface("node-b second", "eu-central-1b", "10.20.2.11", ENI_B2, NODE_B)
            .instance("shop-1", "eu-central-1c", "10.20.3.20", ENI_BACKEND, BACKEND, Map.of("app", "shop"))
            .foreignInterface(ENI_FOREIGN)
            .gatewayRouteTable()
            .securityGroup(new SecurityGroup(
                    GROUP,
                    VpcBuilder.VPC_ID,
                    "web",
                    "clients of the VIP",
                    List.of(new Permission("tcp", 80, 443, List.of(Cidr.parse("10.20.0.0/16")), List.of())),
                    List.of(new Permission("112", 0, 0, List.of(), List.of(VpcBuilder.DEFAULT_GROUP))),
                    Map.of("Name", "web")))
            .peering(PEERING, OTHER_VPC, Cidr.parse("10.30.0.0/16"))
            .extraRouteTables(9)
            .build();
    public final Ec2Endpoint endpoint;

    public Ec2Lab() {
        try {
            endpoint = Ec2Endpoint.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), vpc, credentials, faults, clock);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Puts an entry into a table without asking the API. */
    public void point(String table, String destination, String networkInterface) {
        vpc.change(before -> before.with(before.routeTable(table)
                .orElseThrow()
                .with(new Route(
                        Cidr.parse(destination),
                        new Target.ToInterface(networkInterface),
                        Route.Origin.CREATE_ROUTE))));
    }

    /** The interface or other target that a table's entry points at; fails if there is no entry. */
    public Target target(String table, String destination) {
        return vpc.state()
                .routeTable(table)
                .orElseThrow()
                .route(Cidr.parse(destination))
                .orElseThrow()
                .target();
    }

    public Call lastCall() {
        return endpoint.journal().calls().getLast();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
