package dev.pointsman.lab.bench.routing;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.bench.routing.HandWrittenMaps.Log;
import dev.pointsman.lab.bench.routing.ProxyUnderLoad.Speed;
import dev.pointsman.pipeline.bundle.Bundle;

/**
 * How many requests HAProxy serves with the files that Pointsman renders, and with maps as a person writes them.
 *
 * <p>Both configurations share their global and defaults sections, their backends and their servers; the one written by hand logs in
 * HAProxy's own format, and once more as Pointsman's does, to tell routing from logging. A machine is never equally fast for long, so the rounds are short, every configuration has its turn in each, in
 * an order that changes, and only figures of the same round are divided by each other; the median of these ratios counts. The processor
 * time that a request takes is told as well: it depends less on what else the machine does.
 */
final class RequestRates {
    private static final List<Size> SIZES =
            List.of(new Size(10, 2), new Size(100, 2), new Size(1_000, 2), new Size(1_000, 200));
    private static final int PATHS = 5;
    private static final int ROUNDS = 21;
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final double FLAT = 0.9;
    private static final double NEAR_BY_HAND = 0.95;
    private static final String ADDRESS = "127.0.0.2";

    /**
     * What is routed.
     *
     * @param entries hosts x paths
     * @param services that the hosts lead to in turn; each has its own connections to servers, which cost more than finding it
     */
    private record Size(int entries, int services) {
        @Override
        public String toString() {
            return "%,d hosts x paths, %d Services".formatted(entries, services);
        }
    }

    private record Contender(ProxyUnderLoad proxy, Path script, List<Speed> rounds) {
        void measure() throws IOException {
            rounds.add(proxy.load(script, ROUND));
        }

        double median(ToDoubleFunction<Speed> figure) {
            return Quantile.median(rounds.stream().mapToDouble(figure).boxed().toList());
        }

        /** The median of the ratios to another one's figures of the same rounds. */
        double beside(Contender other, ToDoubleFunction<Speed> figure) {
            return Quantile.median(IntStream.range(0, rounds.size())
                    .mapToObj(round ->
                            figure.applyAsDouble(rounds.get(round)) / figure.applyAsDouble(other.rounds.get(round)))
                    .toList());
        }
    }

    private record Trio(Size size, Contender ours, Contender byHand, Contender byHandWithOurLog) {}

    private final PrintStream out;
    private final List<List<Object>> rows;
    private final List<Goal> goals;

    RequestRates(PrintStream out, List<List<Object>> rows, List<Goal> goals) {
        this.out = out;
        this.rows = rows;
        this.goals = goals;
    }

    void measure(Path folder) throws IOException {
        int upstream = freePort();
        List<Contender> contenders = new ArrayList<>();
        try (var backend = ProxyUnderLoad.start(
                new TreeMap<>(Map.of("haproxy.cfg", upstream(upstream))),
                Files.createDirectory(folder.resolve("upstream")),
                new InetSocketAddress("127.0.0.1", upstream))) {
            List<Trio> trios = new ArrayList<>();
            try {
                for (Size size : SIZES) {
                    Trio trio = start(folder, size, upstream, contenders);
                    trios.add(trio);
                }
                play(contenders);
            } finally {
                for (Contender contender : contenders) {
                    contender.proxy().close();
                }
            }
            tell(trios);
        }
    }

    private static Trio start(Path folder, Size size, int upstream, List<Contender> started) throws IOException {
        var place = Files.createDirectory(folder.resolve("routes-%d-%d".formatted(size.entries(), size.services())));
        int hosts = size.entries() / PATHS;
        var script = ProxyUnderLoad.script(place, hosts, PATHS);
        int port = freePort();
        var services = Collections.nCopies(size.services(), List.of("127.0.0.1:" + upstream));
        var definitions = new RoutingDefinitions(port, hosts, PATHS, services);
        var root = Files.createDirectory(place.resolve("pointsman"));
        Bundle bundle = RoutingDefinitions.compile(definitions.write(), root);
        var ours = new Contender(
                ProxyUnderLoad.start(bundle.files(), root, new InetSocketAddress(ADDRESS, port)),
                script,
                new ArrayList<>());
        started.add(ours);
        return new Trio(
                size,
                ours,
                byHand(place, bundle, definitions, script, Log.HTTPLOG, started),
                byHand(place, bundle, definitions, script, Log.AS_POINTSMAN, started));
    }

    private static Contender byHand(
            Path place, Bundle bundle, RoutingDefinitions definitions, Path script, Log log, List<Contender> started)
            throws IOException {
        int port = freePort();
        var root = place.resolve("pointsman");
        var hand = Files.createDirectory(place.resolve("by-hand-" + log));
        var contender = new Contender(
                ProxyUnderLoad.start(
                        HandWrittenMaps.files(bundle, root, hand, definitions, port, log),
                        hand,
                        new InetSocketAddress(ADDRESS, port)),
                script,
                new ArrayList<>());
        started.add(contender);
        return contender;
    }

    private void play(List<Contender> contenders) throws IOException {
        List<Contender> order = new ArrayList<>(contenders);
        for (Contender contender : order) {
            contender.proxy().load(contender.script(), ROUND);
        }
        for (int round = 0; round < ROUNDS; round++) {
            out.printf("round %d of %d%n", round + 1, ROUNDS);
            for (Contender contender : order) {
                contender.measure();
            }
            Collections.reverse(order);
            Collections.rotate(order, 1);
        }
    }

    private void tell(List<Trio> trios) {
        for (Trio trio : trios) {
            double ratio = trio.ours().beside(trio.byHand(), Speed::perSecond);
            row("requests/s", trio, Speed::perSecond);
            goals.add(Goal.atLeast("requests/s beside maps by hand, " + trio.size(), ratio, NEAR_BY_HAND, "x"));
        }
        for (Trio trio : trios) {
            row("processor us/request", trio, Speed::microseconds);
        }
        Trio few = trios.getFirst();
        Trio many = trios.get(2);
        var what = "requests/s with %,d hosts x paths beside %d"
                .formatted(many.size().entries(), few.size().entries());
        double ours = many.ours().beside(few.ours(), Speed::perSecond);
        double byHand = many.byHand().beside(few.byHand(), Speed::perSecond);
        rows.add(List.of(
                "x of the requests/s with 10 hosts x paths",
                many.size().toString(),
                CompileTimes.ratio(ours),
                CompileTimes.ratio(byHand),
                "maps by hand",
                CompileTimes.ratio(ours / byHand)));
        goals.add(Goal.atLeast(what, ours, FLAT, "x"));
    }

    private void row(String what, Trio trio, ToDoubleFunction<Speed> figure) {
        row(what, trio, trio.byHand(), "maps by hand", figure);
        row(what, trio, trio.byHandWithOurLog(), "maps by hand, Pointsman's log", figure);
    }

    private void row(String what, Trio trio, Contender other, String name, ToDoubleFunction<Speed> figure) {
        rows.add(List.of(
                what,
                trio.size().toString(),
                trio.ours().median(figure),
                other.median(figure),
                name,
                CompileTimes.ratio(trio.ours().beside(other, figure))));
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
