package dev.pointsman.pipeline.resolve.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import dev.pointsman.pipeline.plan.backend.BackendTls;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resolve.reference.ReferenceGrants;
import dev.pointsman.pipeline.resolve.route.BackendTlsResolver.Requirement;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.route.HttpRouteDefinition;
import dev.pointsman.pipeline.resource.service.ServiceDefinition;

/**
 * Follows a rule's {@code backendRefs} to the ports of Services.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteRule.backendRefs" and "BackendRef".
 */
public final class BackendResolver {

    private final Lookup lookup;
    private final ReferenceGrants grants;
    private final EndpointResolver endpoints;
    private final BackendPolicies policies;
    private final BackendTlsResolver transport;
    private final Findings findings;
    private final SortedMap<BackendName, Backend> resolved = new TreeMap<>();

    public BackendResolver(
            Lookup lookup,
            ReferenceGrants grants,
            EndpointResolver endpoints,
            BackendPolicies policies,
            BackendTlsResolver transport,
            Findings findings) {
        this.transport = transport;
        this.lookup = lookup;
        this.grants = grants;
        this.endpoints = endpoints;
        this.policies = policies;
        this.findings = findings;
    }

    /**
     * The backends of one rule with their weights; each that leads nowhere is a finding, which is held against the route as a whole.
     */
    public Shares resolve(Metadata route, HttpRouteDefinition.Rule rule) {
        if (rule.backends().isEmpty() && rule.treatment().redirect().isEmpty()) {
            findings.warning(
                    FindingCode.NO_ENDPOINTS,
                    rule.origin(),
                    "the rule has no backendRefs, so its requests are answered with 500",
                    "");
        }
        return resolve(route, rule.backends(), rule.origin());
    }

    /** The same for the backends that stand in the rule of any route. */
    public Shares resolve(Metadata route, List<HttpRouteDefinition.BackendReference> backends, Origin rule) {
        // One Service named twice in a rule, and treated alike, simply has the sum of its weights.
        Map<WeightedBackend, Integer> weights = new LinkedHashMap<>();
        int toNowhere = 0;
        for (HttpRouteDefinition.BackendReference reference : backends) {
            Optional<BackendName> name = backend(reference, route);
            if (name.isPresent()) {
                WeightedBackend target =
                        new WeightedBackend(name.get(), 0, reference.requestHeaders(), reference.responseHeaders());
                weights.merge(target, reference.weight(), Integer::sum);
            } else {
                toNowhere += reference.weight();
            }
        }
        List<WeightedBackend> targets = new ArrayList<>();
        weights.forEach((target, weight) -> {
            if (weight > WeightedBackend.MOST_WEIGHT) {
                findings.error(
                        FindingCode.INVALID_VALUE,
                        rule,
                        "the weights of " + Quoted.of(target.backend().toString()) + " in this rule make " + weight
                                + "; at most " + WeightedBackend.MOST_WEIGHT + " are allowed",
                        "Name the Service once.");
            } else {
                targets.add(new WeightedBackend(
                        target.backend(), weight, target.requestHeaders(), target.responseHeaders()));
            }
        });
        return new Shares(targets, toNowhere);
    }

    /**
     * Who shares a rule's requests.
     *
     * @param targets the backends
     * @param toNowhere the weight of references that lead nowhere
     */
    public record Shares(List<WeightedBackend> targets, int toNowhere) {}

    private Optional<BackendName> backend(HttpRouteDefinition.BackendReference reference, Metadata route) {
        Subject subject = Subject.resource(route.kind().title(), route.fullName());
        Consequence notPermitted = new Consequence(subject, Reason.REF_NOT_PERMITTED);
        Consequence notFound = new Consequence(subject, Reason.BACKEND_NOT_FOUND);
        if (!reference.target().isTo(Kind.SERVICE)) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    reference.target().kind().origin(),
                    "requests are forwarded to Services of the core group, not to a "
                            + Quoted.of(reference.target().kind().value()) + " of "
                            + (reference.target().group().isEmpty()
                                    ? "the core group"
                                    : "group " + Quoted.of(reference.target().group())),
                    "Forward to a Service.",
                    new Consequence(subject, Reason.INVALID_KIND));
            return Optional.empty();
        }
        if (!grants.permit(route, Kind.SERVICE, reference.service(), notPermitted)) {
            return Optional.empty();
        }
        return lookup.find(Kind.SERVICE, reference.service(), ServiceDefinition.class, notFound)
                .flatMap(service -> port(service, reference.port(), subject)
                        .flatMap(port -> protocol(service, port, reference.port(), route, subject)
                                .flatMap(protocol -> {
                                    warnOfPolicy(reference, route);
                                    return backend(reference, route, service, port, protocol);
                                })));
    }

    private void warnOfPolicy(HttpRouteDefinition.BackendReference reference, Metadata route) {
        if (route.kind() != Kind.HTTP_ROUTE
                && policies.of(reference.service().value()).needsRequests()) {
            findings.warning(
                    FindingCode.WITHOUT_EFFECT,
                    reference.service().origin(),
                    "the BackendPolicy of Service "
                            + Quoted.of(reference.service().value().toString())
                            + " has a hash of the URI or a header, or a cookie, which connections do not have",
                    "They are shared in turn.");
        }
    }

    /** Empty when a BackendTLSPolicy is for it that is of no use; the finding is the policy's. */
    private Optional<BackendName> backend(
            HttpRouteDefinition.BackendReference reference,
            Metadata route,
            ServiceDefinition service,
            ServiceDefinition.Port port,
            BackendProtocol protocol) {
        Requirement requirement =
                route.kind() == Kind.HTTP_ROUTE ? transport.of(service, port) : new Requirement.Cleartext();
        if (requirement instanceof Requirement.Unusable) {
            return Optional.empty();
        }
        Optional<BackendTls> tls =
                requirement instanceof Requirement.Tls(BackendTls found) ? Optional.of(found) : Optional.empty();
        BackendName name = new BackendName(reference.service().value(), port.number());
        if (!resolved.containsKey(name)) {
            resolved.put(
                    name,
                    new Backend(
                            name,
                            protocol,
                            tls,
                            endpoints.resolve(service, reference.service().origin(), port),
                            endpoints.instances(service, port),
                            policies.of(reference.service().value())));
        }
        return Optional.of(name);
    }

    private Optional<BackendProtocol> protocol(
            ServiceDefinition service,
            ServiceDefinition.Port port,
            Located<Integer> reference,
            Metadata from,
            Subject route) {
        Optional<BackendProtocol> protocol = ApplicationProtocols.of(port.application());
        if (from.kind() != Kind.HTTP_ROUTE) {
            // Whoever hands connections on need not know what is spoken on them.
            return Optional.of(protocol.orElse(BackendProtocol.HTTP_1));
        }
        if (protocol.isEmpty()) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    reference.origin(),
                    "port " + port.number() + " of Service "
                            + Quoted.of(service.metadata().fullName()) + " ("
                            + port.origin().place() + ") speaks " + Quoted.of(port.application())
                            + ", which is no protocol that HTTP requests are sent in",
                    "Those are " + ApplicationProtocols.KNOWN + ".",
                    new Consequence(route, Reason.UNSUPPORTED_PROTOCOL_OF_BACKEND));
        }
        return protocol;
    }

    private Optional<ServiceDefinition.Port> port(ServiceDefinition service, Located<Integer> wanted, Subject route) {
        String name = Quoted.of(service.metadata().fullName());
        List<ServiceDefinition.Port> ports = service.ports().stream()
                .filter(port -> port.number() == wanted.value())
                .toList();
        Optional<ServiceDefinition.Port> overTcp =
                ports.stream().filter(port -> port.protocol().equals("TCP")).findFirst();
        if (ports.isEmpty()) {
            List<String> numbers = service.ports().stream()
                    .map(port -> Integer.toString(port.number()))
                    .toList();
            findings.error(
                    FindingCode.DANGLING_REFERENCE,
                    wanted.origin(),
                    "Service " + name + " (" + service.metadata().origin().place() + ") has no port " + wanted.value(),
                    "It has " + Suggestion.list(numbers) + ".",
                    new Consequence(route, Reason.BACKEND_NOT_FOUND));
        } else if (overTcp.isEmpty()) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    wanted.origin(),
                    "port " + wanted.value() + " of Service " + name + " ("
                            + ports.getFirst().origin().place() + ") speaks "
                            + ports.getFirst().protocol() + "; Pointsman forwards TCP",
                    "",
                    new Consequence(route, Reason.UNSUPPORTED_PROTOCOL_OF_BACKEND));
        }
        return overTcp;
    }

    /** Every backend that some rule forwards to, by name. */
    public List<Backend> all() {
        return List.copyOf(resolved.values());
    }
}
