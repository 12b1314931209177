package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.pointsman.lab.bench.failover.FailoverFleet.Kind;
import dev.pointsman.lab.bench.failover.FailoverFleet.Loss;
import dev.pointsman.lab.bench.failover.FailoverFleet.Return;
import dev.pointsman.lab.bench.failover.FailoverFleet.Takeover;
import dev.pointsman.lab.bench.report.Benchmark.Setting;
import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.bench.report.Table;
import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Narrator;

/**
 * For how long clients get no answer when the owner is lost, and where the routes are when it comes back: Pointsman and the classic hook
 * in turns, on two fleets of the same shape, with VRRP slow and fast.
 */
final class Gaps {
    /** Its name as a part of the benchmark and as a table of the report. */
    static final String NAME = "gaps";

    private static final String HEALED = "partition healed";
    private static final List<String> ADVERTISEMENTS = List.of("1s", "100ms");
    private static final int ROUNDS = 3;
    /** Longer than a fleet is up: who has recovered waits until its peer is lost in turn, so no round waits for a fail-back. */
    private static final String PREEMPT_DELAY = "1000s";

    private record Case(String advertisement, Loss loss, Kind kind) {}

    private final Map<Case, List<Takeover>> takeovers = new LinkedHashMap<>();
    private final Map<Case, List<Return>> returns = new LinkedHashMap<>();
    private int tables;

    /** Measures everything. */
    void run(Setting setting, Narrator silent) throws IOException, DidNotHappen, InterruptedException {
        for (var advertisement : ADVERTISEMENTS) {
            setting.out().printf("two fleets that lose their owners, advertisements every %s%n", advertisement);
            var variant = FleetVariant.of(setting.definitions()).withVrrp(advertisement, PREEMPT_DELAY);
            try (var pointsman = FailoverFleet.of(Kind.POINTSMAN, variant.open(setting.binary(), silent));
                    var classic = FailoverFleet.of(Kind.CLASSIC, variant.open(setting.binary(), silent))) {
                tables = pointsman.tables();
                var fleets = List.of(pointsman, classic);
                for (int round = 0; round < ROUNDS; round++) {
                    for (var fleet : fleets) {
                        // First of all, because it needs the first node to be the owner.
                        lose(fleet, advertisement, Loss.PARTITION, setting);
                        heal(fleet, advertisement, setting);
                        fleet.awaitReady();
                    }
                }
                pointsman.forget();
                for (var loss : List.of(Loss.NODE_KILL, Loss.HAPROXY_KILL)) {
                    for (int round = 0; round < ROUNDS; round++) {
                        for (var fleet : fleets) {
                            lose(fleet, advertisement, loss, setting);
                            fleet.mend(loss);
                        }
                        for (var fleet : fleets) {
                            fleet.awaitReady();
                        }
                    }
                }
            }
        }
    }

    private void lose(FailoverFleet fleet, String advertisement, Loss loss, Setting setting)
            throws IOException, DidNotHappen, InterruptedException {
        var takeover = fleet.lose(loss);
        add(takeovers, new Case(advertisement, loss, fleet.kind()), takeover);
        setting.out()
                .printf(
                        "%s, %s: MASTER after %.0f ms, first call %.1f ms and last route %.1f ms later, clients waited %s ms%n",
                        loss.title(),
                        fleet.kind().title(),
                        takeover.detected(),
                        takeover.firstCall(),
                        takeover.lastRoute(),
                        takeover.gaps().stream().map(Math::round).toList());
    }

    private void heal(FailoverFleet fleet, String advertisement, Setting setting)
            throws IOException, DidNotHappen, InterruptedException {
        var healed = fleet.heal();
        add(returns, new Case(advertisement, Loss.PARTITION, fleet.kind()), healed);
        setting.out()
                .printf(
                        "%s, %s: %d of %d routes stranded%n",
                        HEALED, fleet.kind().title(), healed.stranded(), tables);
    }

    private static <T> void add(Map<Case, List<T>> all, Case which, T result) {
        all.computeIfAbsent(which, key -> new ArrayList<>()).add(result);
    }

    Table table() {
        var rows = new ArrayList<List<Object>>();
        for (var advertisement : ADVERTISEMENTS) {
            for (var loss : List.of(Loss.NODE_KILL, Loss.HAPROXY_KILL, Loss.PARTITION)) {
                for (var kind : Kind.values()) {
                    rows.add(row(advertisement, loss, kind));
                }
            }
            for (var kind : Kind.values()) {
                rows.add(healedRow(advertisement, kind));
            }
        }
        return new Table(
                NAME,
                List.of(
                        "advertisement",
                        "fault",
                        "routes moved by",
                        "runs",
                        "VRRP ms",
                        "to first call ms",
                        "to last route ms",
                        "of that at EC2 ms",
                        "gap median ms",
                        "gap p90 ms",
                        "gap max ms",
                        "routes back ms",
                        "stranded"),
                rows);
    }

    private List<Object> row(String advertisement, Loss loss, Kind kind) {
        var all = takeovers.get(new Case(advertisement, loss, kind));
        var gaps = all.stream().flatMap(takeover -> takeover.gaps().stream()).toList();
        return List.of(
                advertisement,
                loss.title(),
                kind.title(),
                all.size(),
                median(all, Takeover::detected),
                median(all, Takeover::firstCall),
                median(all, Takeover::lastRoute),
                median(all, Takeover::atEc2),
                Quantile.median(gaps),
                Quantile.of(90, gaps),
                Quantile.of(100, gaps),
                "",
                "");
    }

    private List<Object> healedRow(String advertisement, Kind kind) {
        var all = returns.get(new Case(advertisement, Loss.PARTITION, kind));
        var gaps = all.stream().flatMap(healed -> healed.gaps().stream()).toList();
        var back = all.stream().flatMap(healed -> healed.back().stream()).toList();
        return List.of(
                advertisement,
                HEALED,
                kind.title(),
                all.size(),
                "",
                "",
                "",
                "",
                Quantile.median(gaps),
                Quantile.of(90, gaps),
                Quantile.of(100, gaps),
                back.size() < all.size() ? "never" : (Object) Quantile.median(back),
                "%d of %d".formatted(stranded(all), all.size() * tables));
    }

    List<Goal> goals() {
        var added = new ArrayList<Double>();
        int stranded = 0;
        for (var entry : takeovers.entrySet()) {
            if (entry.getKey().kind() == Kind.POINTSMAN) {
                entry.getValue().forEach(takeover -> added.add(takeover.added()));
            }
        }
        for (var entry : returns.entrySet()) {
            stranded += entry.getKey().kind() == Kind.POINTSMAN ? stranded(entry.getValue()) : 0;
        }
        return List.of(
                Goal.atMost(
                        "what Pointsman adds to VRRP's detection and to EC2's answers, %d route tables"
                                .formatted(tables),
                        Quantile.median(added),
                        10,
                        "ms"),
                Goal.atMost("routes that Pointsman strands after healed partitions", stranded, 0, "routes"));
    }

    private static int stranded(List<Return> all) {
        return all.stream().mapToInt(Return::stranded).sum();
    }

    private static double median(List<Takeover> all, ToDoubleFunction<Takeover> figure) {
        return Quantile.median(
                all.stream().map(takeover -> figure.applyAsDouble(takeover)).toList());
    }
}
