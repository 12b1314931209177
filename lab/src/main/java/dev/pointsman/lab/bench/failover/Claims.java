package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import dev.pointsman.lab.bench.report.Benchmark.Setting;
import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.bench.report.Table;
import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Narrator;
import dev.pointsman.lab.linux.MeasuredRun;

/**
 * Claims of one, ten and fifty route tables with EC2 50 ms away, over plain HTTP and over TLS, with EC2's request buckets and without.
 *
 * <p>It exists to show what a claim waits for: round trips, and whether it pays for new connections. Both are counted at the endpoint.
 */
final class Claims {
    /** Its name as a part of the benchmark and as a table of the report. */
    static final String NAME = "claims";

    /** How many calls an agent has under way at once ({@code Ec2Access.CONCURRENCY}): K. The endpoint shows whether it is so. */
    private static final int CONCURRENCY = 10;

    private static final Duration DELAY = Duration.ofMillis(50);
    private static final int MOST_TABLES = 50;
    private static final List<Integer> TABLES = List.of(1, 10, MOST_TABLES);
    private static final int MEMORY_ROUNDS = 3;

    /** In a round notify comes last, because only it needs the node in service. */
    enum Method {
        CURL("curl --aws-sigv4, once per table"),
        CLASSIC("bash + aws, the classic hook"),
        NOTIFY("pointsman notify, agent up");

        private final String title;

        Method(String title) {
            this.title = title;
        }
    }

    record Case(Method method, int tables, boolean isOverTls, boolean isThrottled) {

        /**
         * Fewer where a round takes long: the classic hook needs half a minute for fifty tables, so it does them once without buckets and
         * once as in a real account, over TLS and with buckets.
         */
        int rounds() {
            return switch (method) {
                case CLASSIC -> tables == 1 ? 3 : tables < MOST_TABLES || isOverTls == isThrottled ? 1 : 0;
                case CURL, NOTIFY -> tables == 1 ? 11 : tables < MOST_TABLES ? 5 : 3;
            };
        }
    }

    private final Map<Case, List<ClaimSample>> samples = new LinkedHashMap<>();
    private final Map<Method, List<Double>> memory = new LinkedHashMap<>();

    /** Measures everything. */
    void run(Setting setting, Narrator silent) throws IOException, DidNotHappen, InterruptedException {
        for (boolean isOverTls : List.of(false, true)) {
            for (int tables : TABLES) {
                var variant = FleetVariant.of(setting.definitions())
                        .withTables(tables)
                        .overTls(isOverTls);
                setting.out().printf("claims of %d tables over %s%n", tables, isOverTls ? "TLS" : "plain HTTP");
                try (var stage = variant.open(setting.binary(), silent)) {
                    var fleet = NotifyFleet.of(stage);
                    fleet.delay(DELAY);
                    rounds(fleet, isOverTls);
                    if (tables == 1 && !isOverTls) {
                        memory(fleet);
                    }
                }
            }
        }
    }

    private void rounds(NotifyFleet fleet, boolean isOverTls) throws IOException, InterruptedException {
        int tables = fleet.tables().size();
        for (int round = 0; round < new Case(Method.NOTIFY, tables, isOverTls, false).rounds(); round++) {
            for (boolean isThrottled : List.of(false, true)) {
                fleet.drain();
                for (var method : Method.values()) {
                    var which = new Case(method, tables, isOverTls, isThrottled);
                    if (round < which.rounds()) {
                        add(
                                which,
                                measure(
                                        fleet,
                                        method,
                                        (program, environment) -> ClaimSample.of(
                                                fleet.stage().lab(), isThrottled, program, environment)));
                    }
                }
            }
        }
    }

    private void memory(NotifyFleet fleet) throws IOException, InterruptedException {
        for (int round = 0; round < MEMORY_ROUNDS; round++) {
            fleet.drain();
            for (var method : Method.values()) {
                addMemory(method, measure(fleet, method, MeasuredRun::residentMegabytes));
            }
        }
    }

    void add(Case which, ClaimSample sample) {
        samples.computeIfAbsent(which, key -> new ArrayList<>()).add(sample);
    }

    void addMemory(Method method, double megabytes) {
        memory.computeIfAbsent(method, key -> new ArrayList<>()).add(megabytes);
    }

    private static <T> T measure(NotifyFleet fleet, Method method, NotifyFleet.Measurement<T> measurement)
            throws IOException {
        var identity = fleet.stage().lab().identity();
        return switch (method) {
            case NOTIFY -> fleet.measure(measurement, fleet.notifyCommand(), Rivals.BARE, true);
            case CURL -> fleet.measure(measurement, Rivals.curl(fleet), Rivals.curlEnvironment(identity), false);
            case CLASSIC ->
                fleet.measure(measurement, Rivals.classic(fleet), Rivals.classicEnvironment(identity), false);
        };
    }

    /** A row for each method, transport and kind of bucket; what is counted is counted in claims of most tables. */
    Table table() {
        var rows = new ArrayList<List<Object>>();
        for (boolean isOverTls : List.of(false, true)) {
            for (boolean isThrottled : List.of(false, true)) {
                for (var method : Method.values()) {
                    rows.add(row(method, isOverTls, isThrottled));
                }
            }
        }
        return new Table(
                NAME,
                List.of(
                        "routes moved by",
                        "EC2 over",
                        "EC2's buckets",
                        "1 table ms",
                        "10 tables ms",
                        "50 tables ms",
                        "calls at once",
                        "connections opened",
                        "TLS handshakes",
                        "cpu ms",
                        "memory MB"),
                rows);
    }

    private List<Object> row(Method method, boolean isOverTls, boolean isThrottled) {
        var row = new ArrayList<Object>(
                List.of(method.title, isOverTls ? "TLS" : "plain HTTP", isThrottled ? "full at start" : "none"));
        TABLES.forEach(tables -> row.add(figure(new Case(method, tables, isOverTls, isThrottled))));
        var most = samples.getOrDefault(new Case(method, MOST_TABLES, isOverTls, isThrottled), List.of());
        row.add(most(most, ClaimSample::inFlight));
        row.add(most(most, ClaimSample::connections));
        row.add(most(most, ClaimSample::handshakes));
        row.add(
                most.isEmpty()
                        ? ""
                        : Quantile.median(most.stream()
                                .map(sample -> sample.run().cpuMillis())
                                .toList()));
        row.add(Quantile.median(memory.get(method)));
        return row;
    }

    private Object figure(Case which) {
        return samples.containsKey(which) ? (Object) Quantile.median(walls(samples.get(which))) : "";
    }

    private static Object most(List<ClaimSample> samples, ToLongFunction<ClaimSample> figure) {
        return samples.isEmpty()
                ? ""
                : (Object) samples.stream().mapToLong(figure).max().orElseThrow();
    }

    List<Goal> goals() {
        var goals = new ArrayList<Goal>();
        for (boolean isOverTls : List.of(false, true)) {
            var over = isOverTls ? "over TLS" : "over plain HTTP";
            goals.add(Goal.atMost(
                    "claim of one table %s, against curl".formatted(over),
                    wall(Method.NOTIFY, 1, isOverTls, false) / wall(Method.CURL, 1, isOverTls, false),
                    1.0,
                    "x"));
            for (boolean isThrottled : List.of(false, true)) {
                // A claim of one table is one round trip, with all that comes with it.
                goals.add(Goal.atMost(
                        "claim of %d tables %s%s, K = %d"
                                .formatted(MOST_TABLES, over, isThrottled ? " with EC2's buckets" : "", CONCURRENCY),
                        wall(Method.NOTIFY, MOST_TABLES, isOverTls, isThrottled)
                                / wall(Method.NOTIFY, 1, isOverTls, isThrottled),
                        Math.ceilDiv(MOST_TABLES, CONCURRENCY) + 1,
                        "round trips"));
            }
        }
        goals.add(Goal.atMost(
                "connections that claims of the agent had to open",
                samples.entrySet().stream()
                        .filter(entry -> entry.getKey().method() == Method.NOTIFY)
                        .mapToLong(entry -> entry.getValue().stream()
                                .mapToLong(sample -> sample.connections() + sample.handshakes())
                                .sum())
                        .sum(),
                0,
                "in all"));
        goals.add(Goal.atMost(
                "memory of notify with the agent up", Quantile.median(memory.get(Method.NOTIFY)), 25, "MB"));
        goals.add(Goal.atMost(
                "processor time of notify with the agent up, against curl",
                cpu(Method.NOTIFY) / cpu(Method.CURL),
                2,
                "x"));
        return goals;
    }

    private double cpu(Method method) {
        return Quantile.median(samples.get(new Case(method, 1, false, false)).stream()
                .map(sample -> sample.run().cpuMillis())
                .toList());
    }

    private double wall(Method method, int tables, boolean isOverTls, boolean isThrottled) {
        return Quantile.median(walls(samples.get(new Case(method, tables, isOverTls, isThrottled))));
    }

    private static List<Double> walls(List<ClaimSample> samples) {
        return samples.stream().map(sample -> sample.run().wallMillis()).toList();
    }
}
