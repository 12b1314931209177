package dev.pointsman.pipeline.resolve.listener;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition.Listener;
import dev.pointsman.pipeline.resource.gateway.Protocol;

/**
 * Which listeners of a Gateway can be served, by their protocols, their kinds of routes, and their neighbours on the same port.
 *
 * <p>Source: Gateway API v1.6, "GatewaySpec.listeners" (distinct listeners) and "AllowedRoutes.kinds". Of two listeners that cannot share
 * their port neither is served: nobody picks a winner.
 */
final class ListenerRules {
    private final Findings findings;

    ListenerRules(Findings findings) {
        this.findings = findings;
    }

    /** The listeners without an objection; the others are left out, each after a finding. */
    List<Listener> sound(GatewayDefinition gateway) {
        Set<Listener> refused = new HashSet<>();
        for (Listener listener : gateway.listeners()) {
            if (!isServed(gateway, listener) || !takesSomeRoutes(gateway, listener)) {
                refused.add(listener);
            }
            rival(gateway, listener).ifPresent(rival -> {
                refuse(gateway, listener, rival);
                refused.add(listener);
            });
        }
        List<Listener> sound = new ArrayList<>(gateway.listeners());
        sound.removeAll(refused);
        return sound;
    }

    static Subject subject(GatewayDefinition gateway, Listener listener) {
        return Subject.listener(gateway.metadata().fullName(), listener.name());
    }

    private boolean isServed(GatewayDefinition gateway, Listener listener) {
        Protocol protocol = listener.speaks();
        if (protocol.routes().isEmpty()) {
            List<String> served = Arrays.stream(Protocol.values())
                    .filter(known -> !known.routes().isEmpty())
                    .map(Protocol::name)
                    .toList();
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    listener.protocol().origin(),
                    protocol == Protocol.UDP
                            ? "HAProxy forwards no UDP"
                            : "there is no protocol "
                                    + Quoted.of(listener.protocol().value()) + " that Pointsman serves",
                    Suggestion.nearest(listener.protocol().value(), served)
                                    .map(near -> "Did you mean " + Quoted.of(near) + "? ")
                                    .orElse("")
                            + "It serves " + Suggestion.list(served) + ".",
                    new Consequence(subject(gateway, listener), Reason.UNSUPPORTED_PROTOCOL));
        }
        return !protocol.routes().isEmpty();
    }

    private boolean takesSomeRoutes(GatewayDefinition gateway, Listener listener) {
        List<Kind> possible = listener.speaks().routes();
        for (GatewayDefinition.RouteKind kind : listener.writtenKinds()) {
            if (!possible.isEmpty() && possible.stream().noneMatch(kind::names)) {
                findings.error(
                        FindingCode.NOT_SUPPORTED,
                        kind.kind().origin(),
                        "a listener of protocol " + listener.speaks() + " takes routes of kind "
                                + Suggestion.list(
                                        possible.stream().map(Kind::title).toList()) + ", not "
                                + Quoted.of(kind.kind().value())
                                + (kind.group().equals(Kind.GATEWAY_GROUP)
                                        ? ""
                                        : " of group " + Quoted.of(kind.group())),
                        "",
                        new Consequence(subject(gateway, listener), Reason.INVALID_ROUTE_KINDS));
            }
        }
        return possible.stream().anyMatch(listener::admits);
    }

    private static Optional<Listener> rival(GatewayDefinition gateway, Listener listener) {
        return gateway.listeners().stream()
                .filter(other -> other != listener)
                .filter(other -> other.port().value().equals(listener.port().value()))
                .filter(other -> !canShareItsPort(listener, other))
                .findFirst();
    }

    private static boolean canShareItsPort(Listener one, Listener other) {
        boolean toldApart = one.speaks() == other.speaks()
                ? one.speaks() != Protocol.TCP
                : one.speaks().isOverTls() && other.speaks().isOverTls();
        return toldApart && !one.hostname().value().equals(other.hostname().value());
    }

    private void refuse(GatewayDefinition gateway, Listener listener, Listener rival) {
        boolean sameProtocol = listener.speaks() == rival.speaks();
        String host = listener.hostname().value();
        findings.error(
                FindingCode.LISTENER_CONFLICT,
                listener.origin(),
                sameProtocol
                        ? "the listener at " + rival.origin().place() + " takes port "
                                + listener.port().value() + " for "
                                + (host.isEmpty() ? "every host" : "host " + Quoted.of(host)) + " as well"
                        : "the listener at " + rival.origin().place() + " wants port "
                                + listener.port().value() + " for "
                                + Quoted.of(rival.protocol().value()) + ", this one for "
                                + Quoted.of(listener.protocol().value()),
                "Give one of them another port" + (sameProtocol ? " or host name." : "."),
                new Consequence(
                        subject(gateway, listener),
                        sameProtocol ? Reason.HOSTNAME_CONFLICT : Reason.PROTOCOL_CONFLICT));
    }
}
