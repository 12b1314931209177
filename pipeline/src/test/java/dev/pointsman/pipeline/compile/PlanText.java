package dev.pointsman.pipeline.compile;

import java.util.List;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.TableShare;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.StreamRule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;

/** A plan as text that a person reads and a diff shows well. */
public final class PlanText {

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    public static String of(Plan plan) {
        PlanText writing = new PlanText();
        writing.fleet(plan.fleet());
        plan.routeGroups().forEach(writing::routeGroup);
        plan.entrypoints().forEach(writing::entrypoint);
        plan.streams().forEach(writing::stream);
        plan.backends().forEach(writing::backend);
        return writing.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void fleet(Fleet fleet) {
        line("fleet " + fleet.name() + " in " + fleet.region() + ", " + fleet.vpcId() + ", reports on port "
                + fleet.reportPort());
        fleet.nodes()
                .forEach(node -> line("  node " + node.name() + " in " + node.zone() + ": " + node.address() + ", "
                        + node.interfaceId()));
        line("  advertises every " + fleet.vrrp().advertisementInterval().toMillis() + " ms, preempts after "
                + fleet.vrrp().preemptDelay().toSeconds() + " s");
    }

    private void routeGroup(RouteGroup group) {
        line("");
        line("route group " + group.name() + ", virtual router " + group.virtualRouterId() + ", placeholder "
                + group.placeholder());
        line("  destinations " + String.join(" ", group.destinations()));
        line("  route tables "
                + switch (group.tables()) {
                    case RouteTableSelection.All() -> "all";
                    case RouteTableSelection.Ids(List<String> ids) -> String.join(" ", ids);
                    case RouteTableSelection.Tags(var tags) -> "with tags " + tags;
                }
                + switch (group.share()) {
                    case TableShare.Whole() -> "";
                    case TableShare.OfZone(String zone, List<String> order) -> ", those of " + zone + " among " + order;
                });
        group.nodeOrder().forEach(node -> line("  priority of " + node + " " + group.priorityOf(node)));
    }

    private void entrypoint(Entrypoint entrypoint) {
        line("");
        line("entrypoint " + entrypoint.address() + ":" + entrypoint.port());
        entrypoint
                .clients()
                .ifPresent(clients -> line("  client certificates " + (clients.required() ? "required" : "asked for")
                        + ", signed by\n" + clients.authorities()));
        entrypoint.identity().ifPresent(pair -> line("  shows " + pair + " to servers"));
        entrypoint.listeners().forEach(this::listener);
    }

    private void listener(Listener listener) {
        line("  listener " + listener.fullName() + " for " + host(listener.host())
                + (listener.isTls() ? ", shows " + listener.certificates() : ""));
        listener.rules().forEach(this::rule);
        if (listener.rules().isEmpty()) {
            line("    no rules");
        }
    }

    private void rule(Rule rule) {
        StringBuilder when = new StringBuilder();
        if (!rule.match().method().isEmpty()) {
            when.append(rule.match().method()).append(' ');
        }
        when.append(host(rule.host()))
                .append(' ')
                .append(
                        switch (rule.match().path()) {
                            case PathMatch.Exact(String value) -> "exactly " + value;
                            case PathMatch.Prefix(String value) -> value + " and below";
                            case PathMatch.Pattern(String value) -> "by expression " + value;
                        });
        rule.match()
                .headers()
                .forEach(header -> when.append(", header ")
                        .append(header.name())
                        .append(header.type() == MatchType.EXACT ? ": " : " by expression ")
                        .append(header.value()));
        rule.match()
                .queryParameters()
                .forEach(parameter -> when.append(", query ")
                        .append(parameter.name())
                        .append(parameter.type() == MatchType.EXACT ? "=" : " by expression ")
                        .append(parameter.value()));
        line("    " + when + "  (" + rule.name() + ")");
        TreatmentText.of(rule.treatment()).forEach(words -> line("      " + words));
        for (WeightedBackend target : rule.targets()) {
            line("      -> " + target.backend() + " " + target.weight() + "/" + rule.totalWeight());
            TreatmentText.of(target).forEach(words -> line("         " + words));
        }
        if (rule.weightToNowhere() > 0) {
            line("      -> 500 " + rule.weightToNowhere() + "/" + rule.totalWeight());
        }
        if (rule.totalWeight() == 0 && rule.treatment().redirect().isEmpty()) {
            line("      -> 500");
        }
    }

    private void stream(StreamEntrypoint stream) {
        line("");
        line("connections at " + stream.address() + ":" + stream.port() + ", " + stream.transport());
        for (StreamListener listener : stream.listeners()) {
            line("  listener " + listener.fullName() + " for " + host(listener.host())
                    + (listener.certificates().isEmpty() ? "" : ", shows " + listener.certificates()));
            for (StreamRule rule : listener.rules()) {
                line("    " + host(rule.host()) + "  (" + rule.name() + ")");
                rule.targets()
                        .forEach(target -> line(
                                "      -> " + target.backend() + " " + target.weight() + "/" + rule.totalWeight()));
                if (rule.toNowhere() > 0) {
                    line("      -> nowhere " + rule.toNowhere() + "/" + rule.totalWeight());
                }
            }
            if (listener.rules().isEmpty()) {
                line("    no rules");
            }
        }
    }

    private void backend(Backend backend) {
        line("");
        line("backend " + backend.name() + (backend.protocol() == BackendProtocol.HTTP_2 ? " speaks HTTP/2" : "")
                + backend.tls().map(tls -> " over TLS as " + tls.serverName()).orElse(""));
        if (!backend.policy().equals(TrafficPolicy.DEFAULT)) {
            line("  " + backend.policy());
        }
        backend.endpoints().forEach(endpoint -> line("  " + endpoint.address() + ":" + endpoint.port()));
        backend.instances()
                .ifPresent(selected -> line("  instances with " + selected.selector()
                        + (selected.selector().startingToo() ? ", also starting" : "") + ", port " + selected.port()));
        if (!backend.isServed()) {
            line("  no endpoints");
        }
    }

    private static String host(HostMatch host) {
        return switch (host) {
            case HostMatch.Any() -> "any host";
            case HostMatch.Exact(String name) -> name;
            case HostMatch.Wildcard(String suffix) -> "*." + suffix;
        };
    }
}
