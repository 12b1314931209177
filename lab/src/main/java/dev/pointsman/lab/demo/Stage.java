package dev.pointsman.lab.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.lab.Lab;
import dev.pointsman.lab.linux.Folder;
import dev.pointsman.lab.metadata.RoleCredentials;
import dev.pointsman.lab.node.LabNode;
import dev.pointsman.lab.traffic.Client;
import dev.pointsman.lab.traffic.RoutingOracle;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;

/**
 * Where the acts take place: a lab, and what its definitions mean at the moment.
 *
 * <p>It exists so that no act carries results of its own: who must answer a request, and which routes there must be, always
 * comes from the definitions as they were last committed, compiled anew.
 */
public final class Stage implements AutoCloseable {
    private final Lab lab;
    private final Narrator narrator;
    private Plan plan;

    private Stage(Lab lab, Narrator narrator, Plan plan) {
        this.lab = lab;
        this.narrator = narrator;
        this.plan = plan;
    }

    /**
     * Opens a lab for a folder of definitions; its nodes are still bare.
     *
     * @param binary the {@code pointsman} that becomes each node's
     */
    public static Stage open(Path definitions, Path binary, Narrator narrator) throws IOException, DidNotHappen {
        return open(definitions, binary, narrator, 0);
    }

    /** The same with route tables that no subnet uses. */
    public static Stage open(Path definitions, Path binary, Narrator narrator, int extraRouteTables)
            throws IOException, DidNotHappen {
        var plan = PlanReader.read(definitions);
        return open(new Lab.Blueprint(plan, definitions, binary, extraRouteTables), narrator);
    }

    /** The same with EC2 called over TLS. */
    public static Stage openOverTls(Path definitions, Path binary, Narrator narrator, int extraRouteTables)
            throws IOException, DidNotHappen {
        var plan = PlanReader.read(definitions);
        return open(new Lab.Blueprint(plan, definitions, binary, extraRouteTables).overTls(), narrator);
    }

    private static Stage open(Lab.Blueprint blueprint, Narrator narrator) throws IOException {
        return new Stage(Lab.open(blueprint), narrator, blueprint.plan());
    }

    /** The same for the base definitions with others laid over them: those of a file's name replace the base's. */
    public static Stage open(List<Path> layers, Path binary, Narrator narrator) throws IOException, DidNotHappen {
        return open(layers, binary, narrator, RoleCredentials.USUAL_LIFETIME, 0);
    }

    /**
     * The same, with what faults need.
     *
     * @param credentialsLifetime how long EC2 accepts a pair of keys that the nodes' role gives out
     * @param diskBytes how much each node's state directory holds; 0 for as much as this machine has
     */
    public static Stage open(
            List<Path> layers, Path binary, Narrator narrator, Duration credentialsLifetime, long diskBytes)
            throws IOException, DidNotHappen {
        var merged = Files.createTempDirectory("pointsman-definitions");
        try {
            for (var layer : layers) {
                Folder.copy(layer, merged);
            }
            var blueprint = new Lab.Blueprint(
                    PlanReader.read(merged), merged, binary, 0, credentialsLifetime, diskBytes, false);
            return open(blueprint, narrator);
        } finally {
            Folder.delete(merged);
        }
    }

    public Lab lab() {
        return lab;
    }

    public Narrator narrator() {
        return narrator;
    }

    /** What the definitions mean that all nodes are to run. */
    public Plan plan() {
        return plan;
    }

    /** Compiles the checkout, which was just changed; from now on its meaning is what counts. */
    public Plan readPlan() throws IOException, DidNotHappen {
        plan = PlanReader.read(lab.checkout().directory());
        return plan;
    }

    public RoutingOracle oracle() {
        return new RoutingOracle(plan);
    }

    /** The clients by zone, in the zones' order. */
    public SortedMap<String, Client> clients() {
        return new TreeMap<>(lab.clients());
    }

    /** The route groups of the fleet, at least one. */
    public List<RouteGroup> groups() {
        return plan.routeGroups();
    }

    /** The one destination that all route groups have. */
    public String destination() {
        return plan.routeGroups().getFirst().destinations().getFirst();
    }

    /** The route tables, of those that the VPC has, in which the fleet holds its entries. */
    public List<String> groupTables() {
        return groups().stream()
                .flatMap(group -> tables(group).stream())
                .sorted()
                .toList();
    }

    /** The route tables, of those that the VPC has, in which a route group holds its entries. */
    public List<String> tables(RouteGroup group) {
        var state = lab.vpc().state();
        var present = List.copyOf(state.routeTables().keySet());
        var selected = switch (group.tables()) {
            case RouteTableSelection.All() -> present;
            case RouteTableSelection.Ids(List<String> ids) -> ids;
            case RouteTableSelection.Tags(Map<String, String> tags) ->
                present.stream()
                        .filter(id ->
                                state.routeTables().get(id).tags().entrySet().containsAll(tags.entrySet()))
                        .toList();
        };
        return selected.stream()
                .filter(id -> group.share().includes(state.zonesOf(id)))
                .toList();
    }

    /** Who owns each route table's entry, as the VPC has it, by route table; empty if it is none of the nodes. */
    public SortedMap<String, Optional<String>> owners() {
        var owners = new TreeMap<String, Optional<String>>();
        groups().forEach(group -> owners.putAll(owners(group)));
        return owners;
    }

    /** The same for the route tables of one route group. */
    public SortedMap<String, Optional<String>> owners(RouteGroup group) {
        var names = new TreeMap<String, String>();
        plan.fleet().nodes().forEach(node -> names.put(node.interfaceId(), node.name()));
        var owners = new TreeMap<String, Optional<String>>();
        var tables = lab.vpc().state().routeTables();
        for (var id : tables(group)) {
            owners.put(
                    id,
                    tables.get(id)
                            .route(Cidr.parse(destination()))
                            .map(Route::target)
                            .filter(Route.Target.ToInterface.class::isInstance)
                            .map(target -> ((Route.Target.ToInterface) target).networkInterfaceId())
                            .map(names::get));
        }
        return owners;
    }

    /** The node that owns the entry of every route table; empty if there is no such node. */
    public Optional<String> owner() {
        return only(owners());
    }

    /** The node that owns the entry of every route table of a route group; empty if there is no such node. */
    public Optional<String> owner(RouteGroup group) {
        return only(owners(group));
    }

    private static Optional<String> only(SortedMap<String, Optional<String>> byTable) {
        var owners = byTable.values().stream().distinct().toList();
        return owners.size() == 1 ? owners.getFirst() : Optional.empty();
    }

    /** Nodes whose programs run, by name. */
    public Map<String, LabNode> livingNodes() {
        var living = new TreeMap<String, LabNode>();
        for (var node : lab.nodes()) {
            if (node.agent().isAlive()) {
                living.put(node.name(), node);
            }
        }
        return living;
    }

    @Override
    public void close() throws IOException {
        lab.close();
    }
}
