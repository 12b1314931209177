package dev.pointsman.lab.net;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.RunDirectory;
import dev.pointsman.lab.net.RouterConfiguration.Entry;
import dev.pointsman.lab.net.RouterConfiguration.Severed;

/**
 * The namespace that stands for the VPC: every packet between two hosts of the lab passes through it.
 *
 * <p>It exists so that a route table entry is not a record of what should happen but what does happen. A VPC route
 * table is a Linux routing table; the sender's link decides which one is asked; the source/destination check of a
 * network interface really drops packets. All methods are safe to call from any thread and return when the kernel has
 * the change.
 */
public final class Router implements AutoCloseable {
    private static final String NAME = "vpc";
    private static final String MAC_ADDRESS = "02:00:00:00:00:01";
    private static final Duration LINK_LIMIT = Duration.ofSeconds(10);

    private final RunDirectory run;
    private final Namespace namespace;
    private final IpBatch kernel;
    private final Map<RoutingRule, Integer> preferences = new HashMap<>();
    private final Map<String, Namespace> hosts = new TreeMap<>();
    private RouterConfiguration configuration = RouterConfiguration.empty();

    private Router(RunDirectory run, Namespace namespace, IpBatch kernel) {
        this.run = run;
        this.namespace = namespace;
        this.kernel = kernel;
    }

    /**
     * Opens the router of a lab.
     *
     * @param addresses its own IPv4 addresses, where the lab's endpoints listen and which hosts use as gateways
     */
    public static Router open(RunDirectory run, List<String> addresses) throws IOException {
        var namespace = Namespace.add(run.namespace(NAME));
        namespace.sysctl("net/ipv4/ip_forward", "1");
        for (var scope : List.of("all", "default")) {
            namespace.sysctl("net/ipv4/conf/" + scope + "/rp_filter", "0");
            namespace.sysctl("net/ipv4/conf/" + scope + "/send_redirects", "0");
        }
        disableIpv6(namespace);
        Command.of("ip", "-n", namespace.name(), "link", "set", "lo", "up").run();
        var router = new Router(run, namespace, new IpBatch(namespace.name()));
        router.kernel.run(addresses.stream()
                .map(address -> "addr add %s/32 dev lo".formatted(address))
                .toList());
        // The kernel asks its own addresses first; here a broken link comes before them.
        router.change(before -> before);
        router.kernel.run(List.of("rule del pref 0"));
        return router;
    }

    /** Where the endpoints that every host reaches listen. */
    public Namespace namespace() {
        return namespace;
    }

    /** Adds a host with a link of its own; packets from and to other than its own addresses are dropped at first. */
    public synchronized Namespace attach(Host host) throws IOException {
        if (hosts.containsKey(host.name())) {
            throw new IllegalArgumentException("host '%s' is on the lab's network already".formatted(host.name()));
        }
        var device = "h" + hosts.size();
        var inside = Namespace.add(run.namespace(host.name()));
        hosts.put(host.name(), inside);
        for (var scope : List.of("all", "default")) {
            inside.sysctl("net/ipv4/conf/" + scope + "/rp_filter", "0");
        }
        disableIpv6(inside);
        kernel.run(List.of(
                "link add %s address %s type veth peer name eth0 address %s netns %s"
                        .formatted(device, MAC_ADDRESS, host.macAddress(), inside.name()),
                "link set %s up".formatted(device)));
        // A VPC answers address resolution itself, always: a healed link works at once, without waiting for a retry.
        kernel.run(host.addresses().stream()
                .map(address ->
                        "neigh replace %s lladdr %s dev %s nud permanent".formatted(address, host.macAddress(), device))
                .toList());
        configure(inside, host);
        change(before -> before.withPort(new Port(host, device, null, true, false)));
        return inside;
    }

    /**
     * Waits until a host sees its link carry packets. The kernel says so up to a second after the link is set up, and keepalived,
     * started before, begins in FAULT and leaves the first turn to a peer.
     */
    public void awaitLink(String host) throws IOException {
        var inside = host(host);
        var deadline = System.nanoTime() + LINK_LIMIT.toNanos();
        while (!inside.call(() -> NetworkInterface.getByName("eth0").isUp())) {
            if (System.nanoTime() > deadline) {
                throw new IOException("failed to bring up the link of '%s': not running after %d s"
                        .formatted(host, LINK_LIMIT.toSeconds()));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** The namespace of an attached host. */
    public synchronized Namespace host(String name) {
        configuration.port(name);
        return hosts.get(name);
    }

    /** The primary address of an attached host, dotted IPv4. */
    public synchronized String address(String host) {
        return configuration.port(host).host().address();
    }

    /** Lets a route table decide where the packets of a host go: its subnet's association. */
    public void associate(String host, String routeTable) throws IOException {
        change(before -> before.withPort(host, port -> port.withRouteTable(routeTable)));
    }

    /** Creates or replaces an entry; packets for the destination (CIDR notation) go to the host, or get lost if empty. */
    public void route(String routeTable, String destination, Optional<String> host) throws IOException {
        change(before -> before.withEntry(new Entry(routeTable, destination), host));
    }

    public void removeRoute(String routeTable, String destination) throws IOException {
        change(before -> before.withoutEntry(new Entry(routeTable, destination)));
    }

    /** Switches the source/destination check of a host's network interface. */
    public void checkSourceAndDestination(String host, boolean check) throws IOException {
        change(before -> before.withPort(host, port -> port.withCheck(check)));
    }

    /** Loses everything from and to a host, silently: its interface stays up, as when an instance's network fails. */
    public void cut(String host) throws IOException {
        change(before -> before.withPort(host, port -> port.withCut(true)));
    }

    /** Undoes {@link #cut}. */
    public void restore(String host) throws IOException {
        change(before -> before.withPort(host, port -> port.withCut(false)));
    }

    /** Loses what one host sends to another one's addresses; the other direction still works. */
    public void sever(String fromHost, String toHost) throws IOException {
        change(before -> {
            var severed = new HashSet<>(before.severed());
            before.port(toHost).host().addresses().forEach(to -> severed.add(new Severed(fromHost, to)));
            return before.withSevered(severed);
        });
    }

    /** Loses what one host sends to an address, for instance the EC2 endpoint's. */
    public void severAddress(String fromHost, String address) throws IOException {
        change(before -> {
            var severed = new HashSet<>(before.severed());
            severed.add(new Severed(fromHost, address));
            return before.withSevered(severed);
        });
    }

    /** Loses what two hosts send to each other. */
    public void partition(String oneHost, String otherHost) throws IOException {
        sever(oneHost, otherHost);
        sever(otherHost, oneHost);
    }

    /** Undoes every {@link #sever}, {@link #severAddress} and {@link #partition}. */
    public void heal() throws IOException {
        change(before -> before.withSevered(new HashSet<>()));
    }

    /** What a host's link has carried so far. */
    public LinkCounters counters(String host) throws IOException {
        String device;
        synchronized (this) {
            device = configuration.port(host).device();
        }
        return namespace.call(() -> LinkCounters.read(device));
    }

    /** Removes all hosts' namespaces, with everything that runs in them, and the router's own. */
    @Override
    public synchronized void close() throws IOException {
        kernel.close();
        for (var host : hosts.values()) {
            host.close();
        }
        namespace.close();
    }

    /** The lab's VPC is IPv4 only; otherwise the kernel's own IPv6 chatter would show up in the counters. */
    private static void disableIpv6(Namespace namespace) throws IOException {
        if (Files.isDirectory(Path.of("/proc/sys/net/ipv6"))) {
            namespace.sysctl("net/ipv6/conf/all/disable_ipv6", "1");
            namespace.sysctl("net/ipv6/conf/default/disable_ipv6", "1");
        }
    }

    private static void configure(Namespace inside, Host host) throws IOException {
        var commands = new ArrayList<>(List.of("link set lo up"));
        for (var address : host.addresses()) {
            // Without the subnet's on-link route: even a neighbour in the same subnet is reached through the router.
            commands.add("addr add %s/%d dev eth0 noprefixroute".formatted(address, host.prefixLength()));
        }
        commands.add("link set eth0 up");
        commands.add("neigh replace %s lladdr %s dev eth0 nud permanent".formatted(host.gateway(), MAC_ADDRESS));
        commands.add("route add %s dev eth0 scope link src %s".formatted(host.gateway(), host.address()));
        commands.add("route add default via %s dev eth0 src %s".formatted(host.gateway(), host.address()));
        Command.of("ip", "-n", inside.name(), "link", "set", "lo", "up").run();
        try (var batch = new IpBatch(inside.name())) {
            batch.run(commands);
        }
    }

    private synchronized void change(UnaryOperator<RouterConfiguration> step) throws IOException {
        var after = step.apply(configuration);
        var commands = new ArrayList<String>();
        var oldRoutes = configuration.routes();
        var newRoutes = after.routes();
        newRoutes.forEach((key, hop) -> {
            if (!hop.equals(oldRoutes.get(key))) {
                commands.add(
                        hop.equals(RouterConfiguration.BLACKHOLE)
                                ? "route replace blackhole " + key
                                : "route replace %s %s".formatted(key, hop));
            }
        });
        oldRoutes.keySet().stream()
                .filter(key -> !newRoutes.containsKey(key))
                .forEach(key -> commands.add("route del " + key));
        commands.addAll(ruleCommands(after));
        configuration = after;
        kernel.run(commands);
    }

    /** New rules come before old ones go, so that no packet falls between them. */
    private List<String> ruleCommands(RouterConfiguration after) {
        var commands = new ArrayList<String>();
        var wanted = after.rules();
        for (var rule : wanted) {
            if (!preferences.containsKey(rule)) {
                int preference = freePreference(rule.band());
                preferences.put(rule, preference);
                commands.add("rule add pref %d %s".formatted(preference, rule.text()));
            }
        }
        var obsolete = new HashSet<>(preferences.keySet());
        obsolete.removeAll(wanted);
        for (var rule : obsolete) {
            commands.add("rule del pref %d".formatted(preferences.remove(rule)));
        }
        return commands;
    }

    private int freePreference(RoutingRule.Band band) {
        var taken = new TreeSet<>(preferences.values());
        return IntStream.range(band.first(), band.end())
                .filter(preference -> !taken.contains(preference))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no room for another rule of kind " + band));
    }
}
