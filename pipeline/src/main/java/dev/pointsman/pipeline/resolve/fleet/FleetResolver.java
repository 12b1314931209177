package dev.pointsman.pipeline.resolve.fleet;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.resolve.reference.AddressRules;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;
import dev.pointsman.pipeline.resource.fleet.FleetReference;
import dev.pointsman.pipeline.resource.gateway.GatewayClassDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;

/** Says which Fleet serves a Gateway, and whether a Fleet can be one. */
public final class FleetResolver {

    private final Definitions definitions;
    private final Lookup lookup;
    private final FleetNodeRules nodes;
    private final Findings findings;

    public FleetResolver(Definitions definitions, Lookup lookup, AddressRules addresses, Findings findings) {
        this.definitions = definitions;
        this.lookup = lookup;
        this.nodes = new FleetNodeRules(addresses, findings);
        this.findings = findings;
    }

    /**
     * The Fleet that the Gateway names, or else its class does; empty after a finding.
     *
     * <p>Source: Gateway API v1, "GatewayInfrastructure.parametersRef": the class gives the default, the Gateway may override it.
     */
    public Optional<FleetDefinition> fleetOf(GatewayDefinition gateway) {
        Located<String> className = gateway.className();
        Optional<GatewayClassDefinition> gatewayClass =
                lookup.find(Kind.GATEWAY_CLASS, className.value(), className.origin(), GatewayClassDefinition.class);
        if (gatewayClass.isEmpty()) {
            return Optional.empty();
        }
        String controller = gatewayClass.get().controllerName().value();
        if (!gatewayClass.get().isOurs()) {
            findings.warning(
                    FindingCode.WITHOUT_EFFECT,
                    className.origin(),
                    "the Gateway is not served: its class " + Quoted.of(className.value()) + " belongs to controller "
                            + Quoted.of(controller),
                    "Pointsman's classes have the controllerName " + Quoted.of(GatewayClassDefinition.POINTSMAN) + ".");
            return Optional.empty();
        }
        FleetReference own = gateway.fleet();
        boolean inherits = own instanceof FleetReference.Unset;
        FleetReference reference = inherits ? gatewayClass.get().fleet() : own;
        Subject holder = inherits
                ? Subject.resource(Kind.GATEWAY_CLASS.title(), className.value())
                : Subject.resource(Kind.GATEWAY.title(), gateway.metadata().fullName());
        return switch (reference) {
            case FleetReference.Named(var fleet) ->
                lookup.find(
                        Kind.FLEET, fleet, FleetDefinition.class, new Consequence(holder, Reason.INVALID_PARAMETERS));
            case FleetReference.Unset() -> {
                nobodyNamesFleet(gatewayClass.get());
                yield Optional.empty();
            }
        };
    }

    private void nobodyNamesFleet(GatewayClassDefinition gatewayClass) {
        List<FleetDefinition> fleets = definitions.all(Kind.FLEET, FleetDefinition.class);
        String hint = fleets.size() == 1
                ? "Add to its spec: parametersRef: {group: pointsman.dev, kind: Fleet, name: "
                        + fleets.getFirst().metadata().name() + ", namespace: "
                        + fleets.getFirst().metadata().namespace() + "}."
                : "Add to its spec a parametersRef that names a Fleet.";
        findings.error(
                FindingCode.MISSING_FIELD,
                gatewayClass.metadata().origin(),
                "neither the class nor its Gateway says which Fleet serves it",
                hint,
                new Consequence(
                        Subject.resource(
                                Kind.GATEWAY_CLASS.title(),
                                gatewayClass.metadata().name()),
                        Reason.INVALID_PARAMETERS));
    }

    /** The fleet as it is planned; empty after a finding about its nodes. */
    public Optional<Fleet> resolve(FleetDefinition definition) {
        int errors = findings.objections();
        nodes.check(definition);
        if (findings.objections() > errors) {
            return Optional.empty();
        }
        return Optional.of(new Fleet(
                definition.metadata().resourceName(),
                definition.region(),
                definition.vpcId(),
                definition.nodes().stream().map(FleetResolver::node).toList(),
                definition.vrrp(),
                definition.reportPort()));
    }

    private static Node node(FleetDefinition.Node node) {
        return new Node(
                node.name().value(),
                node.zone().value(),
                node.address().value(),
                node.interfaceId().value());
    }
}
