package dev.pointsman.pipeline.resolve.test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.explain.EntrypointSearch;
import dev.pointsman.pipeline.explain.Request;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.resource.service.ServiceDefinition;
import dev.pointsman.pipeline.resource.test.RouteTestDefinition;
import dev.pointsman.pipeline.routetest.Exchange;
import dev.pointsman.pipeline.routetest.RouteTest;

/** Finds out where each test is sent. What does not exist is a finding at its place, as everywhere. */
public final class RouteTestResolver {

    private final Lookup lookup;
    private final Findings findings;
    private final SortedMap<ResourceName, Plan> plans;
    private final SortedMap<ResourceName, List<RouteTest>> tests = new TreeMap<>();

    /** The plans may be none, when the definitions have errors; then only names are looked at. */
    public RouteTestResolver(Lookup lookup, SortedMap<ResourceName, Plan> plans, Findings findings) {
        this.lookup = lookup;
        this.plans = plans;
        this.findings = findings;
        plans.keySet().forEach(fleet -> tests.put(fleet, new ArrayList<>()));
    }

    /** The tests of each Fleet that has a plan. */
    public SortedMap<ResourceName, List<RouteTest>> resolve(Collection<RouteTestDefinition> definitions) {
        for (RouteTestDefinition definition : definitions) {
            for (RouteTestDefinition.Case test : definition.tests()) {
                boolean backends =
                        test.backends().stream().filter(this::isThere).count()
                                == test.backends().size();
                boolean gateway =
                        test.gateway().isEmpty() || isThere(test.gateway().get());
                if (backends && gateway && !plans.isEmpty()) {
                    place(definition.metadata().resourceName(), test);
                }
            }
        }
        return tests;
    }

    private boolean isThere(Located<BackendName> backend) {
        Optional<ServiceDefinition> service = lookup.find(
                Kind.SERVICE, backend.value().service().toString(), backend.origin(), ServiceDefinition.class);
        if (service.isEmpty()) {
            return false;
        }
        int wanted = backend.value().port();
        if (service.get().ports().stream().anyMatch(port -> port.number() == wanted)) {
            return true;
        }
        findings.error(
                FindingCode.DANGLING_REFERENCE,
                backend.origin(),
                "Service \"" + backend.value().service() + "\" ("
                        + service.get().metadata().origin().place() + ") has no port " + wanted,
                "It has "
                        + Suggestion.list(service.get().ports().stream()
                                .map(port -> Integer.toString(port.number()))
                                .toList())
                        + ".");
        return false;
    }

    private boolean isThere(ParentReference reference) {
        Optional<GatewayDefinition> gateway = lookup.find(Kind.GATEWAY, reference.gateway(), GatewayDefinition.class);
        String section = reference.sectionName().value();
        if (gateway.isEmpty() || section.isEmpty()) {
            return gateway.isPresent();
        }
        List<String> names = gateway.get().listeners().stream()
                .map(listener -> listener.name())
                .toList();
        if (!names.contains(section)) {
            lookup.missing(
                    "listener",
                    section,
                    reference.sectionName().origin(),
                    names,
                    name -> "Gateway " + reference.gateway().value());
        }
        return names.contains(section);
    }

    private void place(ResourceName resource, RouteTestDefinition.Case test) {
        switch (test.asked()) {
            case RouteTestDefinition.OfRequest request -> placeRequest(resource, test, request);
            case RouteTestDefinition.OfConnection connection -> placeConnection(resource, test, connection);
        }
    }

    private void placeRequest(
            ResourceName resource, RouteTestDefinition.Case test, RouteTestDefinition.OfRequest asked) {
        boolean tls = asked.url().value().tls();
        int port = asked.url().value().port();
        int referred = test.gateway().map(gateway -> gateway.port().value()).orElse(0);
        EntrypointSearch search = new EntrypointSearch(
                tls,
                asked.url().value().host(),
                port == 0 ? referred : port,
                test.gateway().map(gateway -> gateway.gateway().value()),
                test.gateway().map(gateway -> gateway.sectionName().value()).orElse(""));
        List<Entrypoint> all = plans.values().stream()
                .flatMap(plan -> plan.entrypoints().stream())
                .toList();
        List<Entrypoint> found = search.among(all);
        if (found.size() != 1) {
            complain(
                    asked.url().origin(),
                    (tls ? "HTTPS" : "HTTP") + (search.port() == 0 ? "" : " on port " + search.port()),
                    found.stream().map(RouteTestResolver::listening).toList(),
                    all.stream().map(RouteTestResolver::listening).toList());
            return;
        }
        Request request = new Request(
                asked.method(),
                asked.authority(),
                asked.url().value().path(),
                asked.url().value().query(),
                asked.headers(),
                asked.serverName());
        plans.forEach((fleet, plan) -> {
            if (plan.entrypoints().contains(found.getFirst())) {
                add(
                        fleet,
                        resource,
                        test,
                        new Exchange.OfRequest(found.getFirst(), request, asked.clientCertificate()));
            }
        });
    }

    private void placeConnection(
            ResourceName resource, RouteTestDefinition.Case test, RouteTestDefinition.OfConnection asked) {
        List<StreamEntrypoint> all =
                plans.values().stream().flatMap(plan -> plan.streams().stream()).toList();
        List<StreamEntrypoint> found = all.stream()
                .filter(stream -> stream.port() == asked.port().value())
                .filter(stream -> (stream.transport() != StreamEntrypoint.Transport.TCP) == asked.tls())
                .filter(stream -> test.gateway().isEmpty()
                        || stream.listeners().stream()
                                .anyMatch(listener -> listener.gateway()
                                        .equals(test.gateway().get().gateway().value())))
                .toList();
        if (found.size() != 1) {
            complain(
                    asked.port().origin(),
                    (asked.tls() ? "TLS" : "TCP") + " on port " + asked.port().value(),
                    found.stream().map(RouteTestResolver::listening).toList(),
                    all.stream().map(RouteTestResolver::listening).toList());
            return;
        }
        plans.forEach((fleet, plan) -> {
            if (plan.streams().contains(found.getFirst())) {
                add(fleet, resource, test, new Exchange.OfConnection(found.getFirst(), asked.serverName()));
            }
        });
    }

    private void complain(Origin origin, String what, List<String> found, List<String> all) {
        findings.error(
                FindingCode.DANGLING_REFERENCE,
                origin,
                found.isEmpty()
                        ? "no Gateway that the test may mean listens for " + what
                        : "several Gateways listen for " + what + ": "
                                + found.stream().collect(Collectors.joining(", ")),
                found.isEmpty()
                        ? (all.isEmpty()
                                ? "There is none of that kind at all."
                                : "There is " + Suggestion.list(all) + ".")
                        : "Name one in gatewayRef.");
    }

    private static String listening(Entrypoint entrypoint) {
        return entrypoint.listeners().getFirst().gateway() + " at " + (entrypoint.isTls() ? "https://" : "http://")
                + entrypoint.address() + ":" + entrypoint.port();
    }

    private static String listening(StreamEntrypoint stream) {
        return stream.listeners().getFirst().gateway() + " at " + stream.address() + ":" + stream.port() + " for "
                + (stream.transport() == StreamEntrypoint.Transport.TCP ? "TCP" : "TLS");
    }

    private void add(ResourceName fleet, ResourceName resource, RouteTestDefinition.Case test, Exchange exchange) {
        tests.get(fleet).add(new RouteTest(resource, test.name(), test.origin().place(), exchange, test.expectation()));
    }
}
