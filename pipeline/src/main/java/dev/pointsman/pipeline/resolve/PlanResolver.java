package dev.pointsman.pipeline.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resolve.fleet.FleetResolver;
import dev.pointsman.pipeline.resolve.fleet.RouteGroupPlanner;
import dev.pointsman.pipeline.resolve.fleet.VipRules;
import dev.pointsman.pipeline.resolve.listener.CertificateResolver;
import dev.pointsman.pipeline.resolve.listener.ListenerResolver;
import dev.pointsman.pipeline.resolve.reference.AddressRules;
import dev.pointsman.pipeline.resolve.reference.AddressScope;
import dev.pointsman.pipeline.resolve.reference.Attachments;
import dev.pointsman.pipeline.resolve.reference.AuthorityResolver;
import dev.pointsman.pipeline.resolve.reference.CertificateSource;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resolve.reference.NamespaceLabels;
import dev.pointsman.pipeline.resolve.reference.ReferenceGrants;
import dev.pointsman.pipeline.resolve.route.AttachmentRules;
import dev.pointsman.pipeline.resolve.route.BackendPolicies;
import dev.pointsman.pipeline.resolve.route.BackendResolver;
import dev.pointsman.pipeline.resolve.route.BackendTlsResolver;
import dev.pointsman.pipeline.resolve.route.EndpointResolver;
import dev.pointsman.pipeline.resolve.route.RouteAttachment;
import dev.pointsman.pipeline.resolve.route.RouteResolver;
import dev.pointsman.pipeline.resolve.route.StreamResolver;
import dev.pointsman.pipeline.resolve.test.RouteTestResolver;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.route.HttpRouteDefinition;
import dev.pointsman.pipeline.resource.route.StreamRouteDefinition;
import dev.pointsman.pipeline.resource.test.RouteTestDefinition;

/** Turns resources into one plan per Fleet, or says everything that stands in the way. */
public final class PlanResolver {

    private final Definitions definitions;
    private final Findings findings;
    private final FleetResolver fleets;
    private final EndpointResolver endpoints;
    private final BackendResolver backends;
    private final CertificateResolver certificates;
    private final ListenerResolver listeners;
    private final RouteResolver routes;
    private final StreamResolver streams;
    private final VipRules vips;
    private final Attachments attachments = new Attachments();

    private PlanResolver(Definitions definitions, AddressScope scope, CertificateSource source, Findings findings) {
        this.definitions = definitions;
        this.findings = findings;
        Lookup lookup = new Lookup(definitions, findings);
        AddressRules addresses = new AddressRules(scope, findings);
        this.fleets = new FleetResolver(definitions, lookup, addresses, findings);
        this.endpoints = new EndpointResolver(definitions, lookup, addresses, findings);
        ReferenceGrants grants = new ReferenceGrants(definitions, findings);
        AuthorityResolver authorities = new AuthorityResolver(lookup, grants, findings);
        this.backends = new BackendResolver(
                lookup,
                grants,
                endpoints,
                new BackendPolicies(definitions, lookup, findings),
                new BackendTlsResolver(definitions, lookup, authorities, findings),
                findings);
        this.certificates = new CertificateResolver(lookup, grants, source, findings);
        this.listeners = new ListenerResolver(certificates, authorities, findings);
        RouteAttachment attachment = new RouteAttachment(
                lookup, new AttachmentRules(lookup, new NamespaceLabels(definitions), findings), attachments, findings);
        this.routes = new RouteResolver(attachment, backends);
        this.streams = new StreamResolver(attachment, backends, findings);
        this.vips = new VipRules(addresses, findings);
    }

    /** Plans only when no error refuses the definitions, here or before. */
    public static Resolution resolve(
            Definitions definitions, AddressScope scope, CertificateSource source, Findings findings) {
        return new PlanResolver(definitions, scope, source, findings).resolve();
    }

    private Resolution resolve() {
        SortedMap<ResourceName, FleetDefinition> known = new TreeMap<>();
        SortedMap<ResourceName, Fleet> sound = new TreeMap<>();
        SortedMap<ResourceName, List<GatewayDefinition>> served = new TreeMap<>();
        for (FleetDefinition fleet : definitions.all(Kind.FLEET, FleetDefinition.class)) {
            ResourceName name = fleet.metadata().resourceName();
            known.put(name, fleet);
            served.put(name, new ArrayList<>());
            fleets.resolve(fleet).ifPresent(resolved -> sound.put(name, resolved));
        }
        certificates.refuseCommittedKeys(definitions);
        for (GatewayDefinition gateway : definitions.all(Kind.GATEWAY, GatewayDefinition.class)) {
            listeners.judge(gateway);
            Optional<FleetDefinition> fleet = fleets.fleetOf(gateway);
            fleet.ifPresent(found -> {
                served.get(found.metadata().resourceName()).add(gateway);
                vips.add(found, gateway);
            });
        }
        definitions.all(Kind.HTTP_ROUTE, HttpRouteDefinition.class).forEach(routes::attach);
        for (Kind kind : List.of(Kind.TCP_ROUTE, Kind.TLS_ROUTE)) {
            definitions.all(kind, StreamRouteDefinition.class).forEach(streams::attach);
        }
        endpoints.warnOfSelectorsWithSlices(definitions);
        endpoints.requireUsableAddresses(
                vips.check(known.values()),
                known.values().stream()
                        .flatMap(fleet -> fleet.vipRange().stream())
                        .toList());
        SortedMap<ResourceName, Plan> plans = new TreeMap<>();
        if (findings.errors() == 0) {
            known.forEach((name, fleet) -> plans.put(name, plan(fleet, sound.get(name), served.get(name))));
        }
        RouteTestResolver tests = new RouteTestResolver(new Lookup(definitions, findings), plans, findings);
        List<ServedFleet> all = known.entrySet().stream()
                .map(entry -> new ServedFleet(entry.getValue(), served.get(entry.getKey())))
                .toList();
        return new Resolution(
                plans, all, attachments, tests.resolve(definitions.all(Kind.ROUTE_TEST, RouteTestDefinition.class)));
    }

    private Plan plan(FleetDefinition definition, Fleet fleet, List<GatewayDefinition> gateways) {
        if (gateways.isEmpty()) {
            findings.warning(
                    FindingCode.WITHOUT_EFFECT,
                    definition.metadata().origin(),
                    "no Gateway leads to this Fleet, so its nodes serve nothing",
                    "Name the Fleet in the parametersRef of a GatewayClass.");
        }
        EntrypointPlanner planner = new EntrypointPlanner(listeners, routes, streams);
        List<Entrypoint> entrypoints = planner.entrypoints(gateways);
        List<StreamEntrypoint> connections = planner.streams(gateways);
        TreeSet<String> addresses = Stream.concat(
                        entrypoints.stream().map(Entrypoint::address),
                        connections.stream().map(StreamEntrypoint::address))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Plan(
                fleet,
                entrypoints,
                connections,
                backendsOf(entrypoints, connections),
                new RouteGroupPlanner(findings).plan(definition, addresses));
    }

    private List<Backend> backendsOf(List<Entrypoint> entrypoints, List<StreamEntrypoint> connections) {
        Set<BackendName> used = Stream.concat(
                        entrypoints.stream()
                                .flatMap(entrypoint -> entrypoint.listeners().stream())
                                .flatMap(listener -> listener.rules().stream())
                                .flatMap(rule -> rule.targets().stream()),
                        connections.stream()
                                .flatMap(stream -> stream.listeners().stream())
                                .flatMap(listener -> listener.rules().stream())
                                .flatMap(rule -> rule.targets().stream()))
                .map(WeightedBackend::backend)
                .collect(Collectors.toSet());
        return backends.all().stream()
                .filter(backend -> used.contains(backend.name()))
                .toList();
    }
}
