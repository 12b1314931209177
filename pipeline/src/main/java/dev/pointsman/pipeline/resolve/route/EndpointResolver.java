package dev.pointsman.pipeline.resolve.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;
import dev.pointsman.pipeline.plan.backend.SelectedInstances;
import dev.pointsman.pipeline.plan.value.Ipv4;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resolve.reference.AddressRules;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.service.EndpointSliceDefinition;
import dev.pointsman.pipeline.resource.service.ServiceDefinition;

/**
 * Finds the endpoints behind a Service's port: those of the EndpointSlices that carry the Service's name, at the port of the same name, or
 * else the instances that the Service's selector selects, at its target port.
 *
 * <p>Source: Kubernetes, "EndpointSlices" and "Services without selectors".
 */
public final class EndpointResolver {

    private final AddressRules addresses;
    private final Findings findings;
    private final Map<ResourceName, List<EndpointSliceDefinition>> slices = new HashMap<>();

    /** Sorts the EndpointSlices by Service; one whose Service does not exist is a finding. */
    public EndpointResolver(Definitions definitions, Lookup lookup, AddressRules addresses, Findings findings) {
        this.addresses = addresses;
        this.findings = findings;
        for (EndpointSliceDefinition slice : definitions.all(Kind.ENDPOINT_SLICE, EndpointSliceDefinition.class)) {
            lookup.find(Kind.SERVICE, slice.service(), ServiceDefinition.class);
            slices.computeIfAbsent(slice.service().value(), any -> new ArrayList<>())
                    .add(slice);
        }
    }

    /** The ready endpoints that are listed of a Service's port; without any, and without a selector, there is a finding, at the reference. */
    public List<Endpoint> resolve(ServiceDefinition service, Origin reference, ServiceDefinition.Port port) {
        List<EndpointSliceDefinition> own =
                slices.getOrDefault(service.metadata().resourceName(), List.of());
        List<Endpoint> endpoints = own.stream()
                .flatMap(slice -> slice.ports().stream()
                        .filter(named -> named.name().equals(port.name()))
                        .flatMap(named -> slice.endpoints().stream()
                                .map(address -> new Endpoint(address.value(), named.number()))))
                .toList();
        if (endpoints.isEmpty() && !isSelected(service)) {
            explain(service, reference, port, own);
        }
        return endpoints;
    }

    /**
     * The instances that are endpoints of a Service's port: those of its selector. Where EndpointSlices carry the Service's name these say
     * already what the selector selects, as they do in Kubernetes, and no instance is looked for.
     */
    public Optional<SelectedInstances> instances(ServiceDefinition service, ServiceDefinition.Port port) {
        if (!isSelected(service)) {
            return Optional.empty();
        }
        String target = port.target().value();
        if (!target.isEmpty() && !Character.isDigit(target.charAt(0))) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    port.target().origin(),
                    "the selector of Service " + Quoted.of(service.metadata().fullName())
                            + " selects instances, and an instance has no port named " + Quoted.of(target),
                    "Write the number of the port that the instances listen on.");
            return Optional.empty();
        }
        return Optional.of(new SelectedInstances(
                new InstanceSelector(service.selector().value(), service.publishesNotReady()),
                target.isEmpty() ? port.number() : Integer.parseInt(target)));
    }

    private boolean isSelected(ServiceDefinition service) {
        return !service.selector().value().isEmpty()
                && !slices.containsKey(service.metadata().resourceName());
    }

    /** Adds a finding for each selector that counts for nothing, for EndpointSlices are there. */
    public void warnOfSelectorsWithSlices(Definitions definitions) {
        for (ServiceDefinition service : definitions.all(Kind.SERVICE, ServiceDefinition.class)) {
            List<EndpointSliceDefinition> own = slices.get(service.metadata().resourceName());
            if (own != null && !service.selector().value().isEmpty()) {
                findings.warning(
                        FindingCode.WITHOUT_EFFECT,
                        service.selector().origin(),
                        "no instance is looked for by this selector, because an EndpointSlice lists the endpoints of Service "
                                + Quoted.of(service.metadata().fullName()) + " ("
                                + own.getFirst().metadata().origin().place() + ")",
                        "Remove one of the two.");
            }
        }
    }

    private void explain(
            ServiceDefinition service,
            Origin reference,
            ServiceDefinition.Port port,
            List<EndpointSliceDefinition> own) {
        String name = "Service " + Quoted.of(service.metadata().fullName());
        Set<String> portNames = own.stream()
                .flatMap(slice -> slice.ports().stream())
                .map(EndpointSliceDefinition.Port::name)
                .collect(Collectors.toSet());
        if (own.isEmpty()) {
            findings.warning(
                    FindingCode.NO_ENDPOINTS,
                    reference,
                    name + " has no EndpointSlice, so its requests are answered with 503",
                    writeSlice(service));
        } else if (portNames.contains(port.name())) {
            findings.warning(
                    FindingCode.NO_ENDPOINTS,
                    reference,
                    "no endpoint of " + name + " is ready, so its requests are answered with 503",
                    "");
        } else {
            findings.error(
                    FindingCode.DANGLING_REFERENCE,
                    own.getFirst().metadata().origin(),
                    "no EndpointSlice of " + name + " has a port named " + Quoted.of(port.name())
                            + ", as the Service's port " + port.number() + " is ("
                            + port.origin().place() + ")",
                    Suggestion.hint(port.name(), portNames));
        }
    }

    private static String writeSlice(ServiceDefinition service) {
        return "Write one with the label " + EndpointSliceDefinition.SERVICE_LABEL + ": "
                + service.metadata().name() + ".";
    }

    /**
     * Adds a finding for each address, of any EndpointSlice, that cannot be an endpoint's.
     *
     * @param vips every VIP with its place
     * @param ranges of VIPs; whatever is sent there comes to a node
     */
    public void requireUsableAddresses(Map<String, Located<String>> vips, List<Located<Ipv4Block>> ranges) {
        for (List<EndpointSliceDefinition> own : slices.values()) {
            for (EndpointSliceDefinition slice : own) {
                for (Located<String> address : slice.endpoints()) {
                    if (!Ipv4.isAddress(address.value())) {
                        // What a name leads to is known on a node alone.
                        continue;
                    }
                    requireUsable(address, vips.get(address.value()));
                    if (!vips.containsKey(address.value())) {
                        ranges.forEach(range -> requireOutside(address, range));
                    }
                }
            }
        }
    }

    private void requireOutside(Located<String> address, Located<Ipv4Block> range) {
        if (range.value().contains(address.value())) {
            findings.error(
                    FindingCode.CONFLICT,
                    address.origin(),
                    Quoted.of(address.value()) + " lies in the vipRange "
                            + Quoted.of(range.value().toString()) + " ("
                            + range.origin().place() + "); its requests would come back to the load balancer",
                    "Write the address of the instance itself.");
        }
    }

    private void requireUsable(Located<String> address, Located<String> vip) {
        addresses.require(address, "an endpoint's address");
        if (vip != null) {
            findings.error(
                    FindingCode.CONFLICT,
                    address.origin(),
                    Quoted.of(address.value()) + " is a VIP (" + vip.origin().place()
                            + "); its requests would come back to the load balancer for ever",
                    "Write the address of the instance itself.");
        }
    }
}
