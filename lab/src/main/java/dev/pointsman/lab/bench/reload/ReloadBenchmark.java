package dev.pointsman.lab.bench.reload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

import dev.pointsman.lab.bench.report.Benchmark;
import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.bench.report.Report;
import dev.pointsman.lab.bench.report.Table;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.RunDirectory;
import dev.pointsman.lab.traffic.Call;
import dev.pointsman.lab.traffic.Client;
import dev.pointsman.lab.traffic.EchoBackend;
import dev.pointsman.lab.traffic.Load;
import dev.pointsman.lab.traffic.LoadReport;
import dev.pointsman.lab.traffic.Request;

/**
 * A hundred revisions under load, half of which change nothing but endpoints: by Pointsman, which reloads where it must, and beside it the
 * same configurations with a reload for each.
 *
 * <p>Clients of HTTP/1.1 keep their connections or close them, clients of HTTP/2 keep them, and WebSockets
 * are opened on the way. Nobody sends a request twice that HAProxy may have seen.
 */
public final class ReloadBenchmark implements Benchmark {

    private static final int REVISIONS = 100;
    private static final int HTTP1_PER_SECOND = 200;
    private static final int HTTP2_PER_SECOND = 60;
    private static final Duration BETWEEN_REVISIONS = Duration.ofMillis(200);
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration OLD_WORKERS_GO_WITHIN = Duration.ofSeconds(60);

    /** {@code hard-stop-after} of the rendered configuration, and as long as HAProxy may take to notice. */
    private static final Duration HARD_STOP_WITHIN = Duration.ofMinutes(5).plusSeconds(10);

    private static final double LIVE_MILLIS = 1000;

    private static final List<String> COLUMNS = List.of(
            "revisions come by",
            "reloads",
            "HTTP/1.1 requests",
            "HTTP/2 requests",
            "lost HTTP/1.1",
            "lost HTTP/2",
            "slowest answer ms",
            "WebSockets cut",
            "workers, most",
            "workers, mean",
            "old workers gone after s, WebSockets held",
            "after s, WebSockets closed",
            "live after ms, median",
            "p90");

    /** What was counted of one contender. */
    private record Outcome(
            String name,
            int reloads,
            LoadReport http1,
            long http2Sent,
            long http2Failed,
            int sockets,
            int socketsCut,
            List<Double> workers,
            OptionalDouble hardStopSeconds,
            double oldWorkersGoneSeconds,
            List<Double> endpointMillis,
            List<Double> configurationMillis) {

        List<Double> millis() {
            return Stream.concat(endpointMillis.stream(), configurationMillis.stream())
                    .toList();
        }

        long lost() {
            return http1.failed() + http2Failed;
        }

        List<Object> row() {
            return List.of(
                    name,
                    reloads,
                    http1.sent(),
                    http2Sent,
                    http1.failed(),
                    http2Failed,
                    http1.longestMillis(),
                    "%d of %d".formatted(socketsCut, sockets),
                    (int) Quantile.of(100, workers),
                    workers.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                    hardStopSeconds.isPresent() ? hardStopSeconds.getAsDouble() : "",
                    oldWorkersGoneSeconds,
                    Quantile.median(millis()),
                    Quantile.of(90, millis()));
        }
    }

    /** Makes a contender whose files are below a folder. */
    private interface Maker {
        Contender make(Path folder) throws IOException, InterruptedException;
    }

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        try (RunDirectory run = RunDirectory.open();
                Namespace machine = Namespace.add(run.namespace("reload"))) {
            prepare(machine);
            KeyFiles keys = KeyFiles.make(Files.createDirectory(run.path().resolve("keys")));
            List<Outcome> outcomes = new ArrayList<>();
            List<Maker> makers = List.of(
                    folder -> ByPointsman.told(folder, setting.binary(), machine, keys),
                    folder -> BySignal.ofTheSameFiles(folder, machine, keys),
                    folder -> BySignal.ofUsualFiles(folder, machine, keys));
            for (Maker maker : makers) {
                Path folder = Files.createDirectory(run.path().resolve("contender-" + outcomes.size()));
                try (Contender contender = maker.make(folder)) {
                    setting.out().println(contender.name());
                    // The bound of five minutes is HAProxy's, and the same for all: one shows it.
                    outcomes.add(measure(setting, machine, keys, contender, outcomes.isEmpty()));
                    setting.out().println("  " + outcomes.getLast().http1());
                }
            }
            setting.out().println("Pointsman, polling");
            Path folder = Files.createDirectory(run.path().resolve("polling"));
            return report(outcomes, PolledRevisions.measure(folder, setting.binary(), machine, keys));
        }
    }

    private static void prepare(Namespace machine) throws IOException {
        Command.of(machine.command("ip", "link", "set", "lo", "up")).run();
        List<String> addresses = new ArrayList<>(List.of(
                ChangingDefinitions.VIP,
                ChangingDefinitions.NODE_ADDRESS,
                ChangingDefinitions.CANARY,
                ChangingDefinitions.WEBSOCKET_SERVER));
        addresses.addAll(ChangingDefinitions.ENDPOINTS);
        for (String address : addresses) {
            Command.of(machine.command("ip", "address", "add", address + "/32", "dev", "lo"))
                    .run();
        }
    }

    /** @param holdsSockets whether the WebSockets stay until HAProxy ends them */
    private static Outcome measure(
            Setting setting, Namespace machine, KeyFiles keys, Contender contender, boolean holdsSockets)
            throws IOException, InterruptedException {
        List<EchoBackend> backends = new ArrayList<>();
        for (String endpoint : ChangingDefinitions.ENDPOINTS) {
            backends.add(EchoBackend.open(
                    machine,
                    new InetSocketAddress(endpoint, ChangingDefinitions.BACKEND_PORT),
                    Set.of("shop/shop:80")));
        }
        Call call = new Call(
                Request.get(ChangingDefinitions.VIP, ChangingDefinitions.HTTP, "shop.example.com", "/item/1"),
                Set.of("shop/shop:80"));
        List<Double> endpoints = new ArrayList<>();
        List<Double> configurations = new ArrayList<>();
        warmUp(machine, keys, call);
        try (WebSockets sockets = WebSockets.open(machine);
                Load http1 = Load.start(Client.in(machine, "http1"), HTTP1_PER_SECOND, List.of(call));
                Http2Load http2 = Http2Load.start(machine, keys.trust(), HTTP2_PER_SECOND);
                WorkerCount workers = WorkerCount.start(contender.proxy())) {
            for (int revision = 1; revision <= REVISIONS; revision++) {
                boolean isConfiguration = ChangingDefinitions.changesTheConfiguration(revision);
                (isConfiguration ? configurations : endpoints).add(contender.serve(revision));
                Thread.sleep(BETWEEN_REVISIONS);
                if (isConfiguration) {
                    sockets.add();
                }
            }
            http2.stop();
            LoadReport report = http1.stop();
            List<Double> counts = workers.stop();
            int cut = sockets.cut();
            OptionalDouble hardStop = holdsSockets
                    ? OptionalDouble.of(secondsUntilOldWorkersAreGone(contender.proxy(), HARD_STOP_WITHIN))
                    : OptionalDouble.empty();
            sockets.closeAll();
            double gone = secondsUntilOldWorkersAreGone(contender.proxy(), OLD_WORKERS_GO_WITHIN);
            Stream.concat(report.mishaps().stream().map(Object::toString), http2.failures().stream())
                    .limit(5)
                    .forEach(mishap -> setting.out().println("  lost: " + mishap));
            return new Outcome(
                    contender.name(),
                    contender.proxy().reloads(),
                    report,
                    http2.sent(),
                    http2.failed(),
                    sockets.opened(),
                    cut,
                    counts,
                    hardStop,
                    gone,
                    endpoints,
                    configurations);
        } finally {
            backends.forEach(EchoBackend::close);
        }
    }

    /** The clients are this JVM's, which is slow in its first seconds. */
    private static void warmUp(Namespace machine, KeyFiles keys, Call call) throws IOException, InterruptedException {
        try (Load http1 = Load.start(Client.in(machine, "warm-up"), HTTP1_PER_SECOND, List.of(call));
                Http2Load http2 = Http2Load.start(machine, keys.trust(), HTTP2_PER_SECOND)) {
            Thread.sleep(WARM_UP);
            http2.stop();
            http1.stop();
        }
    }

    private static double secondsUntilOldWorkersAreGone(RunningProxy proxy, Duration patience)
            throws InterruptedException {
        long start = System.nanoTime();
        while (proxy.workers() > 1 && System.nanoTime() - start < patience.toNanos()) {
            Thread.sleep(50);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static Report report(List<Outcome> outcomes, PolledRevisions polled) {
        Outcome ours = outcomes.getFirst();
        Outcome same = outcomes.get(1);
        List<List<Object>> byKind = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            byKind.add(List.of(
                    outcome.name(),
                    "endpoints",
                    Quantile.median(outcome.endpointMillis()),
                    Quantile.of(90, outcome.endpointMillis())));
            byKind.add(List.of(
                    outcome.name(),
                    "configuration",
                    Quantile.median(outcome.configurationMillis()),
                    Quantile.of(90, outcome.configurationMillis())));
        }
        return new Report(
                "reload",
                List.of(
                        new Table(
                                "outcomes",
                                COLUMNS,
                                outcomes.stream().map(Outcome::row).toList()),
                        new Table(
                                "revisions",
                                List.of("revisions come by", "what changes", "live after ms, median", "p90"),
                                byKind),
                        polled.table()),
                List.of(
                        Goal.atMost("requests lost with Pointsman", ours.lost(), 0, "requests"),
                        Goal.atMost("reloads with Pointsman", ours.reloads(), REVISIONS / 2.0, "reloads"),
                        Goal.atMost(
                                "reloads with Pointsman, against a reload for each revision",
                                (double) ours.reloads() / same.reloads(),
                                0.5,
                                "x"),
                        Goal.atMost(
                                "from the pushed commit to live, by webhook, median",
                                Quantile.median(ours.millis()),
                                LIVE_MILLIS,
                                "ms"),
                        polled.goal(),
                        Goal.atMost(
                                "old workers gone while WebSockets are held, hard-stop-after 5 min",
                                ours.hardStopSeconds().orElseThrow(),
                                HARD_STOP_WITHIN.minusSeconds(5).toSeconds(),
                                "s"),
                        Goal.atMost(
                                "WebSockets cut with Pointsman, against a reload for each revision",
                                (double) ours.socketsCut() / Math.max(1, same.socketsCut()),
                                1,
                                "x")));
    }
}
