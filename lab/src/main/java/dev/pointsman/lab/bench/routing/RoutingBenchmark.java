package dev.pointsman.lab.bench.routing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.pointsman.lab.bench.report.Benchmark;
import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.bench.report.Report;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Folder;
import dev.pointsman.pipeline.bundle.Bundle;

/**
 * Requests a second, and time to compile, from few hosts and paths to many: what Pointsman renders beside a map configuration as a person
 * writes it, and compiling beside {@code haproxy -c} of the result.
 *
 * <p>Both configurations share their global and defaults sections, their backends and their servers; the one written by hand logs in
 * HAProxy's own format. Rounds are interleaved, and the median counts. On a busy machine the processor time that a request takes says more
 * than the rate, so both are told.
 */
public final class RoutingBenchmark implements Benchmark {
    private static final List<Integer> ENTRIES = List.of(10, 100, 1_000);
    private static final int PATHS = 5;
    private static final int SERVICES = 2;
    private static final int ROUNDS = 7;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int COMPILE_ROUNDS = 5;
    private static final double FLAT = 0.9;
    private static final double NEAR_BY_HAND = 0.95;
    private static final String ADDRESS = "127.0.0.2";

    /** A proxy of either kind, with what was measured of it. */
    private record Contender(ProxyUnderLoad proxy, Path script, List<ProxyUnderLoad.Speed> rounds) {
        double perSecond() {
            return Quantile.median(
                    rounds.stream().map(ProxyUnderLoad.Speed::perSecond).toList());
        }

        double microseconds() {
            return Quantile.median(
                    rounds.stream().map(ProxyUnderLoad.Speed::microseconds).toList());
        }
    }

    private final List<List<Object>> rows = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();

    @Override
    public boolean needsNodes() {
        return false;
    }

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("routing-");
        try {
            serve(setting, folder);
            compile(setting, folder, 500, 10);
            compile(setting, folder, 1_000, 50);
        } finally {
            Folder.delete(folder);
        }
        return new Report(
                "routing", List.of("measured", "size", "Pointsman", "beside it", "what", "ratio"), rows, goals);
    }

    private void serve(Setting setting, Path folder) throws IOException {
        int upstream = freePort();
        var rendered = new ArrayList<Contender>();
        var byHand = new ArrayList<Contender>();
        try (var backend = ProxyUnderLoad.start(
                new TreeMap<>(java.util.Map.of("haproxy.cfg", upstream(upstream))),
                Files.createDirectory(folder.resolve("upstream")),
                new InetSocketAddress("127.0.0.1", upstream))) {
            try {
                for (int entries : ENTRIES) {
                    var place = Files.createDirectory(folder.resolve("routes-" + entries));
                    start(place, entries, upstream, rendered, byHand);
                }
                for (int round = 0; round < ROUNDS; round++) {
                    setting.out().printf("round %d of %d%n", round + 1, ROUNDS);
                    for (int i = 0; i < ENTRIES.size(); i++) {
                        measure(rendered.get(i));
                        measure(byHand.get(i));
                    }
                }
            } finally {
                for (var contender : IntStream.range(0, rendered.size() + byHand.size())
                        .mapToObj(i -> i < rendered.size() ? rendered.get(i) : byHand.get(i - rendered.size()))
                        .toList()) {
                    contender.proxy().close();
                }
            }
        }
        tell(rendered, byHand);
    }

    private static void start(Path place, int entries, int upstream, List<Contender> rendered, List<Contender> byHand)
            throws IOException {
        int hosts = entries / PATHS;
        var script = ProxyUnderLoad.script(place, hosts, PATHS);
        int port = freePort();
        // As many Services whatever the number of routes: connections to servers cost more than finding them.
        var services = Collections.nCopies(SERVICES, List.of("127.0.0.1:" + upstream));
        var definitions = new RoutingDefinitions(port, hosts, PATHS, services);
        var root = Files.createDirectory(place.resolve("pointsman"));
        Bundle bundle = RoutingDefinitions.compile(definitions.write(), root);
        rendered.add(new Contender(
                ProxyUnderLoad.start(bundle.files(), root, new InetSocketAddress(ADDRESS, port)),
                script,
                new ArrayList<>()));
        int other = freePort();
        var hand = Files.createDirectory(place.resolve("by-hand"));
        byHand.add(new Contender(
                ProxyUnderLoad.start(
                        HandWrittenMaps.files(bundle, root, hand, definitions, other),
                        hand,
                        new InetSocketAddress(ADDRESS, other)),
                script,
                new ArrayList<>()));
    }

    private static void measure(Contender contender) throws IOException {
        contender.rounds().add(contender.proxy().load(contender.script(), ROUND));
    }

    private void tell(List<Contender> rendered, List<Contender> byHand) {
        for (int i = 0; i < ENTRIES.size(); i++) {
            var size = ENTRIES.get(i) + " hosts x paths";
            double ours = rendered.get(i).perSecond();
            double theirs = byHand.get(i).perSecond();
            rows.add(List.of("requests/s", size, ours, theirs, "maps by hand", ours / theirs));
            goals.add(Goal.atLeast("requests/s beside maps by hand, " + size, ours / theirs, NEAR_BY_HAND, "x"));
        }
        for (int i = 0; i < ENTRIES.size(); i++) {
            double ours = rendered.get(i).microseconds();
            double theirs = byHand.get(i).microseconds();
            rows.add(List.of(
                    "processor us/request",
                    ENTRIES.get(i) + " hosts x paths",
                    ours,
                    theirs,
                    "maps by hand",
                    ours / theirs));
        }
        double few = rendered.getFirst().perSecond();
        double many = rendered.getLast().perSecond();
        goals.add(Goal.atLeast(
                "requests/s with %d hosts x paths beside %d".formatted(ENTRIES.getLast(), ENTRIES.getFirst()),
                many / few,
                FLAT,
                "x"));
    }

    /** From the files' text to a node's files, warm; {@code haproxy -c} reads the same result. */
    private void compile(Setting setting, Path folder, int routes, int endpoints) throws IOException {
        var place = Files.createDirectory(folder.resolve("compile-" + routes));
        Files.createDirectories(place.resolve("run/pointsman"));
        var services = IntStream.range(0, routes)
                .mapToObj(route -> IntStream.range(0, endpoints)
                        .mapToObj(i -> address(route * endpoints + i) + ":8080")
                        .toList())
                .toList();
        var definitions = new RoutingDefinitions(freePort(), routes, 1, services).write();
        var ours = new ArrayList<Double>();
        var haproxys = new ArrayList<Double>();
        for (int round = 0; round < COMPILE_ROUNDS; round++) {
            long start = System.nanoTime();
            var bundle = RoutingDefinitions.compile(definitions, place);
            ours.add((System.nanoTime() - start) / 1e6);
            for (var file : bundle.files().entrySet()) {
                Files.writeString(place.resolve(file.getKey()), file.getValue());
            }
            start = System.nanoTime();
            Command.of("haproxy", "-c", "-f", place.resolve("haproxy.cfg").toString())
                    .run();
            haproxys.add((System.nanoTime() - start) / 1e6);
        }
        var size = "%,d routes, %,d endpoints".formatted(routes, routes * endpoints);
        setting.out().println("compiled " + size);
        double mine = Quantile.median(ours);
        double theirs = Quantile.median(haproxys);
        rows.add(List.of("ms to compile", size, mine, theirs, "haproxy -c", mine / theirs));
    }

    private static String address(int number) {
        return "10.%d.%d.%d".formatted(64 + number / 62_500, number / 250 % 250, 1 + number % 250);
    }

    private static String upstream(int port) {
        return """
                defaults
                    mode http
                    timeout client 60s
                    timeout server 60s
                    timeout connect 2s
                frontend upstream
                    bind 127.0.0.1:%d
                    http-request return status 200 content-type text/plain string "served"
                """.formatted(port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
