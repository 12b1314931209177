package dev.pointsman.agent.ec2;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.ec2.Ec2Endpoint;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.http.ConnectionCount;
import dev.pointsman.lab.http.TlsIdentity;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.Instance;
import dev.pointsman.lab.vpc.NetworkInterface;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.lab.vpc.Route.Target;
import dev.pointsman.lab.vpc.Vpc;
import dev.pointsman.lab.vpc.VpcBuilder;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The lab's EC2 endpoint with a VPC of two nodes, and the AWS SDK's standard settings that lead to it; removes the settings at the end. */
public final class Ec2Lab implements AutoCloseable {

    public static final String VIP = "10.99.0.10/32";
    public static final String ENI_A = "eni-0000000000000000a";
    public static final String ENI_B = "eni-0000000000000000b";
    public static final String INSTANCE_A = "i-0000000000000000a";

    private final Vpc vpc;
    private final Faults faults;
    private final Ec2Endpoint endpoint;
    private final Map<String, String> settings;

    private Ec2Lab(VpcBuilder builder, Optional<TlsIdentity> identity) throws IOException {
        InstantSource clock = InstantSource.system();
        vpc = builder.node("node-a", "eu-central-1a", "10.20.1.10", ENI_A, INSTANCE_A)
                .node("node-b", "eu-central-1b", "10.20.2.10", ENI_B, "i-0000000000000000b")
                .build();
        faults = new Faults(clock);
        endpoint = Ec2Endpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                vpc,
                Credentials.of(Credentials.EXAMPLE),
                faults,
                clock,
                identity);
        settings = new HashMap<>(Map.of(
                "aws.endpointUrlEc2", endpoint.url().toString(),
                "aws.accessKeyId", Credentials.EXAMPLE.accessKeyId(),
                "aws.secretAccessKey", Credentials.EXAMPLE.secretAccessKey()));
        identity.ifPresent(trusted -> {
            settings.put("javax.net.ssl.trustStore", trusted.trustStore().toString());
            settings.put("javax.net.ssl.trustStorePassword", TlsIdentity.PASSWORD);
        });
        settings.forEach(System::setProperty);
    }

    /** A VPC with four route tables: main, and one for each zone. */
    public static Ec2Lab start() throws IOException {
        return start(0);
    }

    /** A VPC with four route tables and as many more. */
    public static Ec2Lab start(int extraTables) throws IOException {
        return new Ec2Lab(
                VpcBuilder.lab(InstantSource.system()).gatewayRouteTable().extraRouteTables(extraTables),
                Optional.empty());
    }

    /** A VPC with four route tables, called over TLS; the directory is for the certificate. */
    public static Ec2Lab startOverTls(Path directory) throws IOException {
        return new Ec2Lab(
                VpcBuilder.lab(InstantSource.system()).gatewayRouteTable(),
                Optional.of(TlsIdentity.make(InetAddress.getLoopbackAddress().getHostAddress(), directory)));
    }

    /** How many connections clients have opened so far. */
    public ConnectionCount connections() {
        return endpoint.connections();
    }

    /**
     * Launches an instance with one interface, which runs at once.
     *
     * @param number makes its id, and that of its interface
     * @param address any: one of this machine's own lets a real server answer for it
     */
    public String launch(int number, String zone, String address, Map<String, String> tags) {
        String id = "i-%017x".formatted(0x1000 + number);
        String eni = "eni-%017x".formatted(0x1000 + number);
        Instant now = Instant.now();
        int zoneNumber = VpcBuilder.ZONES.indexOf(zone) + 1;
        vpc.change(state -> state.with(new Instance(id, zone, Instance.State.RUNNING, now, tags))
                .with(new NetworkInterface(
                        eni,
                        state.vpcId(),
                        VpcBuilder.nodeSubnet(zoneNumber),
                        address,
                        "02:00:00:00:%02x:%02x".formatted(number >> 8 & 255, number & 255),
                        List.of(VpcBuilder.DEFAULT_GROUP),
                        true,
                        Optional.of(new NetworkInterface.Attachment(
                                "eni-attach-%017x".formatted(0x1000 + number), id, 0, now)),
                        id,
                        Map.of())));
        return id;
    }

    /** A client as the agent makes it. */
    public Ec2Client client() {
        return Ec2Access.shortLivedClient(VpcBuilder.REGION);
    }

    public Vpc vpc() {
        return vpc;
    }

    public Faults faults() {
        return faults;
    }

    /** The tables that may hold the VIP. */
    public List<String> tables() {
        return vpc.state().routeTables().values().stream()
                .filter(table -> !table.isGatewayAssociated())
                .map(dev.pointsman.lab.vpc.RouteTable::id)
                .toList();
    }

    /** Points the VIP's entry of every table at an interface, behind everybody's back. */
    public void pointAllAt(String interfaceId) {
        tables().forEach(table -> pointAt(table, interfaceId));
    }

    public void pointAt(String table, String interfaceId) {
        Cidr vip = Cidr.parse(VIP);
        vpc.change(state -> state.with(state.routeTable(table)
                .orElseThrow()
                .with(new Route(vip, new Target.ToInterface(interfaceId), Route.Origin.CREATE_ROUTE))));
    }

    /** What the VIP's entry of a table really points at. */
    public Optional<String> target(String table) {
        return vpc.state()
                .routeTable(table)
                .orElseThrow()
                .route(Cidr.parse(VIP))
                .map(route -> ((Target.ToInterface) route.target()).networkInterfaceId());
    }

    public boolean allPointAt(String interfaceId) {
        return tables().stream().allMatch(table -> target(table).equals(Optional.of(interfaceId)));
    }

    /** The calls of an action so far, but for dry runs. */
    public List<Call> calls(String action) {
        return endpoint.journal().calls(action, Instant.MIN).stream()
                .filter(call -> !isDryRun(call))
                .toList();
    }

    /** The dry runs of an action so far. */
    public List<Call> dryRuns(String action) {
        return endpoint.journal().calls(action, Instant.MIN).stream()
                .filter(Ec2Lab::isDryRun)
                .toList();
    }

    private static boolean isDryRun(Call call) {
        return call.parameters().containsKey("DryRun");
    }

    public void forgetCalls() {
        endpoint.journal().clear();
    }

    @Override
    public void close() {
        endpoint.close();
        settings.keySet().forEach(System::clearProperty);
    }
}
