package dev.pointsman.pipeline.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import dev.pointsman.pipeline.plan.backend.BackendTls;
import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.plan.rule.StreamRule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.treatment.Cors;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.Retry;
import dev.pointsman.pipeline.plan.treatment.Timeouts;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * Builds plans for tests in few words: what a test does not speak of is filled in.
 *
 * <p>Names are {@code namespace/name}, hosts are {@code *}, {@code *.example.com} or {@code shop.example.com}, endpoints are
 * {@code address:port}.
 */
public final class PlanFixture {

    private Fleet fleet = fleet(Duration.ofMillis(100), Duration.ofSeconds(30), node("node-a", 1), node("node-b", 2));
    private final List<RouteGroup> routeGroups = new ArrayList<>();
    private final List<Entrypoint> entrypoints = new ArrayList<>();
    private final List<StreamEntrypoint> streams = new ArrayList<>();
    private final SortedMap<BackendName, Backend> backends = new TreeMap<>();

    public static Node node(String name, int zone) {
        return new Node(name, "eu-central-1" + (char) ('a' + zone - 1), "10.20." + zone + ".10", "eni-0000000" + zone);
    }

    public static Fleet fleet(Duration advertisementInterval, Duration preemptDelay, Node... nodes) {
        return new Fleet(
                resource("edge/lab"),
                "eu-central-1",
                "vpc-0000000a",
                List.of(nodes),
                new VrrpTiming(advertisementInterval, preemptDelay));
    }

    public PlanFixture fleet(Fleet other) {
        fleet = other;
        return this;
    }

    public PlanFixture routeGroup(
            String name, int virtualRouterId, String placeholder, String destination, String... nodeOrder) {
        routeGroups.add(new RouteGroup(
                name,
                virtualRouterId,
                List.of(destination),
                new RouteTableSelection.All(),
                List.of(nodeOrder),
                placeholder));
        return this;
    }

    public PlanFixture entrypoint(String address, int port, Listener... listeners) {
        entrypoints.add(new Entrypoint(address, port, List.of(listeners), Optional.empty(), Optional.empty()));
        return this;
    }

    /** An entrypoint whose Gateway shows a certificate to servers. */
    public PlanFixture entrypointAs(String secret, String address, int port, Listener... listeners) {
        entrypoints.add(new Entrypoint(
                address, port, List.of(listeners), Optional.empty(), Optional.of(new KeyPair(resource(secret)))));
        return this;
    }

    public PlanFixture stream(
            String address, int port, StreamEntrypoint.Transport transport, StreamListener... listeners) {
        streams.add(new StreamEntrypoint(address, port, transport, List.of(listeners)));
        return this;
    }

    public PlanFixture backend(String name, int port, String... endpoints) {
        return backend(name, port, BackendProtocol.HTTP_1, endpoints);
    }

    public PlanFixture backend(String name, int port, BackendProtocol protocol, String... endpoints) {
        BackendName backend = backendName(name, port);
        backends.put(
                backend,
                new Backend(
                        backend,
                        protocol,
                        List.of(endpoints).stream().map(PlanFixture::endpoint).toList()));
        return this;
    }

    /** Gives a backend that is there already a policy. */
    public PlanFixture policy(String name, int port, TrafficPolicy policy) {
        backends.computeIfPresent(
                backendName(name, port),
                (key, backend) -> new Backend(
                        key, backend.protocol(), backend.tls(), backend.endpoints(), backend.instances(), policy));
        return this;
    }

    /** Lets a backend that is there already be spoken to over TLS. */
    public PlanFixture tls(String name, int port, BackendTls tls) {
        backends.computeIfPresent(
                backendName(name, port),
                (key, backend) ->
                        new Backend(key, backend.protocol(), Optional.of(tls), backend.endpoints(), backend.policy()));
        return this;
    }

    public Plan plan() {
        return new Plan(fleet, entrypoints, streams, List.copyOf(backends.values()), routeGroups);
    }

    public static Listener listener(String gateway, String name, String host, Rule... rules) {
        return new Listener(resource(gateway), name, host(host), List.of(), List.of(rules));
    }

    /** A listener with TLS that shows the certificates of these Secrets, separated by blanks. */
    public static Listener tlsListener(String gateway, String name, String host, String secrets, Rule... rules) {
        List<KeyPair> certificates = Stream.of(secrets.split(" "))
                .map(secret -> new KeyPair(resource(secret)))
                .toList();
        return new Listener(resource(gateway), name, host(host), certificates, List.of(rules));
    }

    /** A listener for connections that shows the certificates of these Secrets, separated by blanks. */
    public static StreamListener streamListener(
            String gateway, String name, String host, String secrets, StreamRule... rules) {
        List<KeyPair> certificates = secrets.isEmpty()
                ? List.of()
                : Stream.of(secrets.split(" "))
                        .map(secret -> new KeyPair(resource(secret)))
                        .toList();
        return new StreamListener(resource(gateway), name, host(host), certificates, List.of(rules));
    }

    public static StreamRule streamRule(String route, String host, int toNowhere, WeightedBackend... targets) {
        return new StreamRule(new RuleName(resource(route), 0), host(host), List.of(targets), toNowhere);
    }

    public static Rule rule(String route, int index, String host, RequestMatch match, WeightedBackend... targets) {
        return new Rule(new RuleName(resource(route), index), host(host), match, List.of(targets));
    }

    public static Rule rule(
            String route, int index, RequestMatch match, Treatment treatment, WeightedBackend... targets) {
        return new Rule(
                new RuleName(resource(route), index), new HostMatch.Any(), match, List.of(targets), treatment, 0);
    }

    public static Treatment redirect(Redirect redirect) {
        return new Treatment(
                Optional.of(redirect),
                Optional.empty(),
                HeaderEdits.NONE,
                HeaderEdits.NONE,
                Optional.empty(),
                Timeouts.DEFAULT,
                Optional.empty());
    }

    public static Treatment rewrite(UrlRewrite rewrite) {
        return new Treatment(
                Optional.empty(),
                Optional.of(rewrite),
                HeaderEdits.NONE,
                HeaderEdits.NONE,
                Optional.empty(),
                Timeouts.DEFAULT,
                Optional.empty());
    }

    public static Treatment edits(HeaderEdits request, HeaderEdits response) {
        return new Treatment(
                Optional.empty(),
                Optional.empty(),
                request,
                response,
                Optional.empty(),
                Timeouts.DEFAULT,
                Optional.empty());
    }

    public static Treatment cors(Cors cors) {
        return new Treatment(
                Optional.empty(),
                Optional.empty(),
                HeaderEdits.NONE,
                HeaderEdits.NONE,
                Optional.of(cors),
                Timeouts.DEFAULT,
                Optional.empty());
    }

    public static Treatment patience(Timeouts timeouts, Retry retry) {
        return new Treatment(
                Optional.empty(),
                Optional.empty(),
                HeaderEdits.NONE,
                HeaderEdits.NONE,
                Optional.empty(),
                timeouts,
                Optional.ofNullable(retry));
    }

    /** Takes every request. */
    public static RequestMatch anything() {
        return prefix("/");
    }

    public static RequestMatch prefix(String path) {
        return new RequestMatch(new PathMatch.Prefix(path), "", List.of(), List.of());
    }

    public static RequestMatch exact(String path) {
        return new RequestMatch(new PathMatch.Exact(path), "", List.of(), List.of());
    }

    public static RequestMatch method(String method) {
        return new RequestMatch(new PathMatch.Prefix("/"), method, List.of(), List.of());
    }

    public static RequestMatch header(String name, String value) {
        return new RequestMatch(new PathMatch.Prefix("/"), "", List.of(new HeaderMatch(name, value)), List.of());
    }

    public static RequestMatch query(String name, String value) {
        return new RequestMatch(
                new PathMatch.Prefix("/"), "", List.of(), List.of(new QueryParameterMatch(name, value)));
    }

    public static WeightedBackend to(String backend, int port, int weight) {
        return new WeightedBackend(backendName(backend, port), weight);
    }

    public static BackendName backendName(String name, int port) {
        return new BackendName(resource(name), port);
    }

    public static HostMatch host(String host) {
        return host.equals("*")
                ? new HostMatch.Any()
                : host.startsWith("*.") ? new HostMatch.Wildcard(host.substring(2)) : new HostMatch.Exact(host);
    }

    private static ResourceName resource(String name) {
        String[] parts = name.split("/", 2);
        return new ResourceName(parts[0], parts[1]);
    }

    private static Endpoint endpoint(String endpoint) {
        String[] parts = endpoint.split(":", 2);
        return new Endpoint(parts[0], Integer.parseInt(parts[1]));
    }
}
