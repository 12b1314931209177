package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.lab.bench.report.Benchmark;
import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.bench.report.Report;
import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Narrator;
import dev.pointsman.lab.linux.MeasuredRun;

/**
 * From keepalived's call to the last route moved: Pointsman beside {@code curl} and beside the classic bash hook.
 *
 * <p>All methods run in one node of the lab against the same EC2 endpoint, in interleaved rounds, for one and ten route tables
 * and with 0 and 50 ms of delay in the endpoint.
 */
public final class NotifyBenchmark implements Benchmark {
    private static final int ROUNDS = 15;
    /** The classic hook takes seconds a round; its figures are steady enough with few. */
    private static final int CLASSIC_ROUNDS = 3;

    private static final int MEMORY_ROUNDS = 3;
    private static final int MANY_TABLES = 10;

    private static final List<Duration> DELAYS = List.of(Duration.ZERO, Duration.ofMillis(50));

    /** What is compared; in a round, notify comes last, because only it needs the node in service. */
    private enum Method {
        CURL("curl --aws-sigv4"),
        CLASSIC("bash + aws ec2 replace-route"),
        NOTIFY_WITH_AGENT("pointsman notify, agent up"),
        CURL_BESIDE_ALONE("curl --aws-sigv4 (again, no agent)"),
        NOTIFY_ALONE("pointsman notify, no agent");

        private final String title;

        Method(String title) {
            this.title = title;
        }

        boolean isPointsman() {
            return this == NOTIFY_WITH_AGENT || this == NOTIFY_ALONE;
        }
    }

    private record Case(Method method, int tables, long delayMillis) {}

    private final Map<Case, List<MeasuredRun>> runs = new LinkedHashMap<>();
    private final Map<Case, List<Double>> memory = new LinkedHashMap<>();

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        var silent = Narrator.plain(new PrintStream(OutputStream.nullOutputStream()));
        try {
            setting.out().println("opening two labs: one route table, ten route tables");
            try (var one = FleetVariant.of(setting.definitions()).withTables(1).open(setting.binary(), silent);
                    var ten = FleetVariant.of(setting.definitions())
                            .withTables(MANY_TABLES)
                            .open(setting.binary(), silent)) {
                var fleets = List.of(NotifyFleet.of(one), NotifyFleet.of(ten));
                setting.out().println("agents up: notify, curl, bash + aws");
                rounds(fleets, List.of(Method.CURL, Method.CLASSIC, Method.NOTIFY_WITH_AGENT));
                for (var fleet : fleets) {
                    fleet.owner().agent().kill();
                }
                setting.out().println("agents killed: notify, curl");
                rounds(fleets, List.of(Method.CURL_BESIDE_ALONE, Method.NOTIFY_ALONE));
            }
        } catch (DidNotHappen e) {
            throw new IOException(e.getMessage(), e);
        }
        return report();
    }

    private void rounds(List<NotifyFleet> fleets, List<Method> methods) throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (var fleet : fleets) {
                for (var delay : DELAYS) {
                    fleet.delay(delay);
                    fleet.drain();
                    for (var method : methods) {
                        if (method != Method.CLASSIC || round < CLASSIC_ROUNDS) {
                            var which = new Case(method, fleet.tables().size(), delay.toMillis());
                            runs.computeIfAbsent(which, key -> new ArrayList<>())
                                    .add(measure(fleet, method, MeasuredRun::of));
                        }
                    }
                }
            }
        }
        for (int round = 0; round < MEMORY_ROUNDS; round++) {
            for (var fleet : fleets) {
                fleet.delay(Duration.ZERO);
                fleet.drain();
                for (var method : methods) {
                    memory.computeIfAbsent(new Case(method, fleet.tables().size(), 0), key -> new ArrayList<>())
                            .add(measure(fleet, method, MeasuredRun::residentMegabytes));
                }
            }
        }
    }

    private static <T> T measure(NotifyFleet fleet, Method method, NotifyFleet.Measurement<T> measurement)
            throws IOException {
        return fleet.measure(measurement, program(method, fleet), environment(method), method.isPointsman());
    }

    private static List<String> program(Method method, NotifyFleet fleet) {
        return switch (method) {
            case NOTIFY_WITH_AGENT, NOTIFY_ALONE -> fleet.notifyCommand();
            case CURL, CURL_BESIDE_ALONE -> Rivals.curl(fleet);
            case CLASSIC -> Rivals.classic(fleet);
        };
    }

    private static Map<String, String> environment(Method method) {
        return method == Method.CLASSIC ? Rivals.classicEnvironment(Optional.empty()) : Rivals.BARE;
    }

    private Report report() {
        var rows = new ArrayList<List<Object>>();
        runs.forEach((which, results) -> rows.add(List.of(
                which.method().title,
                which.tables(),
                which.delayMillis(),
                results.size(),
                Quantile.median(results.stream().map(MeasuredRun::wallMillis).toList()),
                Quantile.of(90, results.stream().map(MeasuredRun::wallMillis).toList()),
                Quantile.median(results.stream().map(MeasuredRun::cpuMillis).toList()),
                memory.containsKey(which) ? (Object) Quantile.median(memory.get(which)) : "")));
        return new Report(
                "notify",
                List.of("method", "tables", "delay ms", "runs", "median ms", "p90 ms", "cpu ms", "rss MB"),
                rows,
                goals());
    }

    private List<Goal> goals() {
        var withAgent = median(Method.NOTIFY_WITH_AGENT, 1, 0);
        return List.of(
                Goal.atMost(
                        "notify of one table with the agent up, against curl",
                        withAgent / median(Method.CURL, 1, 0),
                        1.0,
                        "x"),
                Goal.atMost(
                        "notify of one table without agent, against curl",
                        median(Method.NOTIFY_ALONE, 1, 0) / median(Method.CURL_BESIDE_ALONE, 1, 0),
                        3.0,
                        "x"),
                Goal.atLeast(
                        "notify of one table with the agent up, faster than bash + aws",
                        median(Method.CLASSIC, 1, 0) / withAgent,
                        60,
                        "x"),
                Goal.atMost(
                        "notify of ten tables, against one, at 50 ms delay",
                        median(Method.NOTIFY_WITH_AGENT, MANY_TABLES, 50) / median(Method.NOTIFY_WITH_AGENT, 1, 50),
                        2.0,
                        "x"),
                Goal.atMost(
                        "memory of notify with the agent up",
                        Quantile.median(memory.get(new Case(Method.NOTIFY_WITH_AGENT, 1, 0))),
                        25,
                        "MB"));
    }

    private double median(Method method, int tables, long delayMillis) {
        return Quantile.median(runs.get(new Case(method, tables, delayMillis)).stream()
                .map(MeasuredRun::wallMillis)
                .toList());
    }
}
