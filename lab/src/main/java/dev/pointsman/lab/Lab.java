package dev.pointsman.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.Ec2Endpoint;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.git.Checkout;
import dev.pointsman.lab.git.GitServer;
import dev.pointsman.lab.http.TlsIdentity;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.RunDirectory;
import dev.pointsman.lab.metadata.MetadataEndpoint;
import dev.pointsman.lab.metadata.RoleCredentials;
import dev.pointsman.lab.net.Router;
import dev.pointsman.lab.net.VpcForwarding;
import dev.pointsman.lab.node.LabNode;
import dev.pointsman.lab.node.NodeSettings;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.traffic.Client;
import dev.pointsman.lab.traffic.EchoBackend;
import dev.pointsman.lab.vpc.Vpc;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.Node;

/**
 * A VPC on this machine, with the fleet, the backends and the clients of one plan.
 *
 * <p>Everything that answers (EC2, metadata, Git, backends) and everything that asks (clients) are threads of this JVM
 * whose sockets live in the namespace of their host; only the programs of the nodes are processes. Whatever happens,
 * nothing of it outlives the JVM for long: {@link #close} removes it, so does a shutdown hook, and what a killed JVM leaves
 * is removed when the next lab opens.
 */
public final class Lab implements AutoCloseable {
    /** Where the EC2 endpoint and the Git server listen, on the VPC's router. */
    public static final String ROUTER_ADDRESS = "10.20.0.2";

    private static final String METADATA_ADDRESS = "169.254.169.254";
    private static final int METADATA_PORT = 80;
    private static final String ROLE = "pointsman";
    private static final int EC2_PORT = 4566;
    private static final int GIT_PORT = 3000;
    private static final String REPOSITORY = "definitions.git";

    private final LabResources resources;
    private final RunDirectory run;
    private final Router router;
    private final Vpc vpc;
    private final Faults faults;
    private final SteppedClock clock = new SteppedClock();
    private final Credentials credentials;
    private final Optional<TlsIdentity> identity;
    private final Ec2Endpoint ec2;
    private final Map<String, MetadataEndpoint> metadata = new HashMap<>();
    private final Checkout checkout;
    private final SequencedMap<String, LabNode> nodes;
    private final SequencedMap<String, Client> clients;

    /**
     * What a lab is made of.
     *
     * @param plan what the definitions mean: nodes, backends, VPC
     * @param definitions the folder with the definitions, committed as the first revision
     * @param binary the {@code pointsman} that becomes each node's
     * @param extraRouteTables route tables that no subnet uses, besides the main one and one per zone
     * @param credentialsLifetime how long EC2 accepts a pair of keys that the nodes' role gives out, at least a second
     * @param diskBytes how much each node's state directory holds; 0 for as much as this machine has
     * @param isEc2OverTls whether EC2 is called over TLS, as the real one is, or over plain HTTP
     */
    public record Blueprint(
            Plan plan,
            Path definitions,
            Path binary,
            int extraRouteTables,
            Duration credentialsLifetime,
            long diskBytes,
            boolean isEc2OverTls) {

        public Blueprint(Plan plan, Path definitions, Path binary, int extraRouteTables) {
            this(plan, definitions, binary, extraRouteTables, RoleCredentials.USUAL_LIFETIME, 0, false);
        }

        /** The same with EC2 over TLS. */
        public Blueprint overTls() {
            return new Blueprint(plan, definitions, binary, extraRouteTables, credentialsLifetime, diskBytes, true);
        }
    }

    private Lab(Blueprint blueprint, LabResources resources) throws IOException {
        this.resources = resources;
        var map = LabMap.of(blueprint.plan(), blueprint.extraRouteTables(), clock);
        run = resources.add(RunDirectory.open());
        router = resources.add(Router.open(
                run,
                Stream.concat(Stream.of(ROUTER_ADDRESS), map.gateways().stream())
                        .toList()));
        var namespaces = attach(map);
        vpc = new Vpc(map.vpc(), clock);
        vpc.attach(new VpcForwarding(router, hostsByInterface(blueprint.plan())));

        faults = new Faults(clock);
        credentials = Credentials.of(Credentials.EXAMPLE);
        identity = blueprint.isEc2OverTls()
                ? Optional.of(TlsIdentity.make(
                        ROUTER_ADDRESS, Files.createDirectory(run.path().resolve("tls"))))
                : Optional.empty();
        ec2 = resources.add(router.namespace()
                .call(() -> Ec2Endpoint.start(
                        new InetSocketAddress(ROUTER_ADDRESS, EC2_PORT), vpc, credentials, faults, clock, identity)));
        checkout = publish(blueprint.definitions());
        for (var endpoint : map.endpoints().entrySet()) {
            var host = map.hostOf(endpoint.getKey().address());
            resources.add(EchoBackend.open(
                    namespaces.get(host.name()),
                    new InetSocketAddress(
                            endpoint.getKey().address(), endpoint.getKey().port()),
                    endpoint.getValue()));
        }
        clients = new TreeMap<>();
        map.clients().forEach((zone, host) -> clients.put(zone, Client.in(namespaces.get(host.name()), host.name())));
        for (var node : blueprint.plan().fleet().nodes()) {
            metadata.put(
                    node.name(),
                    resources.add(
                            metadata(node, namespaces.get(node.name()), credentials, blueprint.credentialsLifetime())));
        }
        var settings = NodeSettings.of(
                blueprint.binary(),
                repositoryUrl(),
                map.vpc().region(),
                ec2.url().toString(),
                identity);
        nodes = new LinkedHashMap<>();
        for (var node : map.nodes()) {
            var inside = namespaces.get(node.name());
            router.awaitLink(node.name());
            nodes.put(
                    node.name(),
                    new LabNode(node.name(), node.address(), inside, run.path().resolve(node.name()), settings));
            if (blueprint.diskBytes() > 0) {
                run.mountDisk(nodes.get(node.name()).layout().state(), blueprint.diskBytes());
            }
        }
    }

    /**
     * Opens a lab; its nodes are still bare machines, see {@link LabNode#install}.
     *
     * @throws IOException if the machine lacks something, usually root
     * @throws IllegalArgumentException if the plan needs a network that the lab does not have
     */
    public static Lab open(Blueprint blueprint) throws IOException {
        var resources = LabResources.closedAtExit();
        try {
            return new Lab(blueprint, resources);
        } catch (IOException | RuntimeException | Error e) {
            try {
                resources.close();
            } catch (IOException | RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Short, unique on this machine; part of the names of all namespaces. */
    public String id() {
        return run.id();
    }

    /** Where the nodes' directories are. */
    public Path path() {
        return run.path();
    }

    /** The network, to break it. */
    public Router router() {
        return router;
    }

    /** The VPC as EC2 sees it. */
    public Vpc vpc() {
        return vpc;
    }

    /** What goes wrong with the EC2 API. */
    public Faults faults() {
        return faults;
    }

    /** The EC2 API, with the journal of its calls. */
    public Ec2Endpoint ec2() {
        return ec2;
    }

    /** What clients of the EC2 API must trust; empty while that is called over plain HTTP. */
    public Optional<TlsIdentity> identity() {
        return identity;
    }

    /** EC2's clock, to set it apart from the nodes'. */
    public SteppedClock clock() {
        return clock;
    }

    /** The metadata service that a node has. */
    public MetadataEndpoint metadata(String node) {
        return Optional.ofNullable(metadata.get(node))
                .orElseThrow(() -> new IllegalArgumentException("no node '%s'".formatted(node)));
    }

    /** Makes EC2 refuse the keys that a node's role has given out so far; the role gives out others from now on. */
    public void expireCredentials(String node) {
        var role = metadata(node).role();
        var old = role.current();
        role.rotate();
        credentials.remove(old.accessKeyId());
    }

    /** A developer's checkout of the definitions. */
    public Checkout checkout() {
        return checkout;
    }

    /** Where nodes fetch the definitions from. */
    public static String repositoryUrl() {
        return "http://%s:%d/%s".formatted(ROUTER_ADDRESS, GIT_PORT, REPOSITORY);
    }

    /** The fleet's nodes, in its order. */
    public List<LabNode> nodes() {
        return List.copyOf(nodes.values());
    }

    public LabNode node(String name) {
        var node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node '%s'; there are %s".formatted(name, nodes.keySet()));
        }
        return node;
    }

    /** One client per zone, by the zone's name. */
    public Map<String, Client> clients() {
        return Map.copyOf(clients);
    }

    /** Kills all processes of a node and cuts its link, as when its machine is gone. */
    public void kill(String node) throws IOException {
        router.cut(node);
        node(node).kill();
    }

    @Override
    public void close() throws IOException {
        resources.close();
    }

    private Map<String, Namespace> attach(LabMap map) throws IOException {
        var namespaces = new HashMap<String, Namespace>();
        for (var host : map.hosts()) {
            namespaces.put(host.name(), router.attach(host));
            router.associate(host.name(), map.routeTableOf(host));
        }
        return namespaces;
    }

    /** Every node has the metadata service at the same link-local address, which leads nowhere outside it. */
    private MetadataEndpoint metadata(Node node, Namespace inside, Credentials account, Duration lifetime)
            throws IOException {
        Command.of("ip", "-n", inside.name(), "addr", "add", METADATA_ADDRESS + "/32", "dev", "lo", "scope", "host")
                .run();
        var instance = LabMap.instanceId(node);
        var role = new RoleCredentials(ROLE, VpcBuilder.OWNER_ID, instance, lifetime, account, InstantSource.system());
        return inside.call(() ->
                MetadataEndpoint.start(new InetSocketAddress(METADATA_ADDRESS, METADATA_PORT), vpc, instance, role));
    }

    private static Map<String, String> hostsByInterface(Plan plan) {
        var hosts = new HashMap<String, String>();
        plan.fleet().nodes().forEach(node -> hosts.put(node.interfaceId(), node.name()));
        return hosts;
    }

    private Checkout publish(Path definitions) throws IOException {
        var repositories = Files.createDirectory(run.path().resolve("git"));
        Checkout.createRepository(repositories.resolve(REPOSITORY));
        resources.add(GitServer.open(
                router.namespace(), new InetSocketAddress(ROUTER_ADDRESS, GIT_PORT), repositories, Optional.empty()));
        var fresh = Checkout.clone(
                router.namespace().command(List.of()),
                repositoryUrl(),
                run.path().resolve("checkout"));
        fresh.copyFrom(definitions);
        fresh.commitAndPush("Begin");
        return fresh;
    }
}
