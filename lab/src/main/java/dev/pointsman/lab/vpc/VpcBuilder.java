package dev.pointsman.lab.vpc;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import dev.pointsman.lab.vpc.NetworkInterface.Attachment;
import dev.pointsman.lab.vpc.Route.Origin;
import dev.pointsman.lab.vpc.Route.Target;
import dev.pointsman.lab.vpc.RouteTable.Association;

/**
 * Builds the VPC that every lab has: 10.20.0.0/16 in eu-central-1, three zones, two subnets and one route table per zone.
 *
 * <p>Exists so that tests, demo and benchmarks agree on addresses and identifiers: zone {@code z} (1 to 3 for a, b, c) has
 * {@code 10.20.z.0/24} for nodes and backends and {@code 10.20.1z.0/24} for clients, both by the zone's own table. All identifiers that
 * the builder gives out are the same in every run.
 */
public final class VpcBuilder {

    public static final String REGION = "eu-central-1";
    public static final String OWNER_ID = "111122223333";
    public static final List<String> ZONES = List.of(REGION + "a", REGION + "b", REGION + "c");
    public static final String VPC_ID = ResourceKind.VPC.numbered(0x20);
    public static final String GATEWAY_ID = ResourceKind.INTERNET_GATEWAY.numbered(0x20);
    public static final String MAIN_ROUTE_TABLE = ResourceKind.ROUTE_TABLE.numbered(0);
    public static final String GATEWAY_ROUTE_TABLE = ResourceKind.ROUTE_TABLE.numbered(0xf);
    public static final String DEFAULT_GROUP = ResourceKind.SECURITY_GROUP.numbered(0x20);
    public static final Cidr CIDR = Cidr.parse("10.20.0.0/16");

    private static final int FIRST_EXTRA_TABLE = 0x100;

    private final InstantSource clock;
    private final String vpcId;
    private final NavigableMap<String, Subnet> subnets = new TreeMap<>();
    private final NavigableMap<String, RouteTable> routeTables = new TreeMap<>();
    private final NavigableMap<String, NetworkInterface> networkInterfaces = new TreeMap<>();
    private final NavigableMap<String, Instance> instances = new TreeMap<>();
    private final NavigableMap<String, SecurityGroup> securityGroups = new TreeMap<>();
    private final NavigableMap<String, Peering> peerings = new TreeMap<>();
    private final List<String> gateways = new ArrayList<>();

    private VpcBuilder(InstantSource clock, String vpcId) {
        this.clock = clock;
        this.vpcId = vpcId;
    }

    public static VpcBuilder lab(InstantSource clock) {
        return lab(clock, VPC_ID);
    }

    /** The same under another id: the one that a fleet's definition names. */
    public static VpcBuilder lab(InstantSource clock, String vpcId) {
        VpcBuilder builder = new VpcBuilder(clock, vpcId);
        builder.securityGroup(SecurityGroup.ofDefault(DEFAULT_GROUP, vpcId));
        builder.table(MAIN_ROUTE_TABLE, "main", List.of(new Association.Main(associationId(0))));
        for (int zone = 1; zone <= ZONES.size(); zone++) {
            builder.subnet(nodeSubnet(zone), zone, zone, "nodes");
            builder.subnet(clientSubnet(zone), 10 + zone, zone, "clients");
            builder.table(
                    zoneRouteTable(zone),
                    ZONES.get(zone - 1),
                    List.of(
                            new Association.OfSubnet(associationId(zone), nodeSubnet(zone)),
                            new Association.OfSubnet(associationId(0x10 + zone), clientSubnet(zone))));
        }
        return builder;
    }

    /** The subnet for nodes and backends in zone 1 to 3. */
    public static String nodeSubnet(int zone) {
        return ResourceKind.SUBNET.numbered(zone);
    }

    /** The subnet for clients in zone 1 to 3. */
    public static String clientSubnet(int zone) {
        return ResourceKind.SUBNET.numbered(0x10L + zone);
    }

    /** The route table of both subnets in zone 1 to 3. */
    public static String zoneRouteTable(int zone) {
        return ResourceKind.ROUTE_TABLE.numbered(zone);
    }

    /**
     * Adds a running instance with one interface, source/destination check on as EC2 has it.
     *
     * @param name its {@code Name} tag
     * @param zone for example {@code eu-central-1a}
     * @param address inside one of the zone's subnets
     * @throws IllegalArgumentException if an identifier is malformed or taken, the zone unknown or the address in none of its subnets
     */
    public VpcBuilder node(String name, String zone, String address, String networkInterfaceId, String instanceId) {
        return instance(name, zone, address, networkInterfaceId, instanceId, Map.of());
    }

    /** Adds a running instance with tags besides {@code Name}; otherwise like {@link #node}. */
    public VpcBuilder instance(
            String name,
            String zone,
            String address,
            String networkInterfaceId,
            String instanceId,
            Map<String, String> tags) {
        if (instances.containsKey(instanceId)) {
            throw new IllegalArgumentException("instance '%s' of '%s' is there already".formatted(instanceId, name));
        }
        Map<String, String> all = new TreeMap<>(tags);
        all.put("Name", name);
        instances.put(instanceId, new Instance(instanceId, zone, Instance.State.RUNNING, clock.instant(), all));
        return networkInterface(name, zone, address, networkInterfaceId, instanceId);
    }

    /** Adds one more interface to an instance that is there; it gets the next device index. */
    public VpcBuilder networkInterface(
            String name, String zone, String address, String networkInterfaceId, String instanceId) {
        if (networkInterfaces.containsKey(networkInterfaceId)) {
            throw new IllegalArgumentException(
                    "network interface '%s' of '%s' is there already".formatted(networkInterfaceId, name));
        }
        int index = (int) networkInterfaces.values().stream()
                .flatMap(other -> other.attachment().stream())
                .filter(other -> other.instanceId().equals(instanceId))
                .count();
        String attachmentId = ResourceKind.NETWORK_INTERFACE_ATTACHMENT.numbered(networkInterfaces.size() + 1L);
        add(
                networkInterfaceId,
                vpcId,
                subnetOf(zone, address).id(),
                address,
                Optional.of(new Attachment(attachmentId, instanceId, index, clock.instant())),
                name);
        return this;
    }

    /** Adds an interface of another VPC of the same account, to which no table of this one may point. */
    public VpcBuilder foreignInterface(String networkInterfaceId) {
        String otherVpc = ResourceKind.VPC.numbered(0x99);
        add(
                networkInterfaceId,
                otherVpc,
                ResourceKind.SUBNET.numbered(0x99),
                "10.99.255.4",
                Optional.empty(),
                "in another VPC");
        return this;
    }

    /** Adds route tables without association, beside those that every lab VPC has; for benchmarks. */
    public VpcBuilder extraRouteTables(int count) {
        for (int number = 0; number < count; number++) {
            table(ResourceKind.ROUTE_TABLE.numbered(FIRST_EXTRA_TABLE + number), "extra " + number, List.of());
        }
        return this;
    }

    /** Adds an internet gateway and the route table for what comes in through it, which may not hold a virtual IP. */
    public VpcBuilder gatewayRouteTable() {
        gateways.add(GATEWAY_ID);
        table(GATEWAY_ROUTE_TABLE, "gateway", List.of(new Association.OfGateway(associationId(0xf), GATEWAY_ID)));
        return this;
    }

    /** Adds a security group; interfaces have the default one until {@link NetworkInterface#withGroups}. */
    public VpcBuilder securityGroup(SecurityGroup group) {
        securityGroups.put(group.id(), group);
        return this;
    }

    /** Adds an active peering with another VPC of the same account, which accepted it. */
    public VpcBuilder peering(String id, String otherVpcId, Cidr otherCidr) {
        peerings.put(
                id,
                new Peering(
                        id,
                        new Peering.Side(OWNER_ID, vpcId, CIDR, REGION),
                        new Peering.Side(OWNER_ID, otherVpcId, otherCidr, REGION),
                        Map.of("Name", "to " + otherVpcId)));
        return this;
    }

    public VpcState state() {
        return new VpcState(
                vpcId,
                CIDR,
                REGION,
                OWNER_ID,
                gateways,
                subnets,
                routeTables,
                networkInterfaces,
                instances,
                securityGroups,
                peerings,
                Map.of("Name", "lab"));
    }

    public Vpc build() {
        return new Vpc(state(), clock);
    }

    private void subnet(String id, int third, int zone, String use) {
        Cidr cidr = Cidr.parse("10.20.%d.0/24".formatted(third));
        String zoneName = ZONES.get(zone - 1);
        subnets.put(id, new Subnet(id, vpcId, cidr, zoneName, Map.of("Name", use + " " + zoneName, "use", use)));
    }

    private void table(String id, String name, List<Association> associations) {
        NavigableMap<Cidr, Route> routes = new TreeMap<>();
        routes.put(CIDR, new Route(CIDR, new Target.Local(), Origin.CREATE_ROUTE_TABLE));
        routeTables.put(id, new RouteTable(id, vpcId, associations, routes, Map.of("Name", name)));
    }

    private void add(
            String id, String vpcId, String subnetId, String address, Optional<Attachment> attachment, String name) {
        networkInterfaces.put(
                id,
                new NetworkInterface(
                        id,
                        vpcId,
                        subnetId,
                        address,
                        macAddress(address),
                        List.of(DEFAULT_GROUP),
                        true,
                        attachment,
                        name,
                        Map.of("Name", name)));
    }

    private Subnet subnetOf(String zone, String address) {
        if (!ZONES.contains(zone)) {
            throw new IllegalArgumentException(
                    "there is no zone '%s' in the lab; there are: %s".formatted(zone, String.join(", ", ZONES)));
        }
        return subnets.values().stream()
                .filter(subnet -> subnet.zone().equals(zone) && subnet.cidr().contains(Cidr.host(address)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("address '%s' is in no subnet of zone '%s', which has: %s"
                                .formatted(
                                        address,
                                        zone,
                                        subnets.values().stream()
                                                .filter(subnet -> subnet.zone().equals(zone))
                                                .map(subnet -> subnet.cidr().toString())
                                                .toList())));
    }

    /** A locally administered MAC address that carries the IPv4 address, so that people recognise it. */
    private static String macAddress(String address) {
        int octets = Cidr.host(address).network();
        return "02:00:%02x:%02x:%02x:%02x"
                .formatted(octets >>> 24, octets >>> 16 & 255, octets >>> 8 & 255, octets & 255);
    }

    private static String associationId(long number) {
        return ResourceKind.ROUTE_TABLE_ASSOCIATION.numbered(number);
    }
}
