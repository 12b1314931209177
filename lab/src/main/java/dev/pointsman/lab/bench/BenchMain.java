package dev.pointsman.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.pointsman.lab.bench.check.CheckBenchmark;
import dev.pointsman.lab.bench.check.RouteTestBenchmark;
import dev.pointsman.lab.bench.failover.FailoverBenchmark;
import dev.pointsman.lab.bench.failover.NotifyBenchmark;
import dev.pointsman.lab.bench.reload.ReloadBenchmark;
import dev.pointsman.lab.bench.report.Benchmark;
import dev.pointsman.lab.bench.revision.PollBenchmark;
import dev.pointsman.lab.bench.routing.RoutingBenchmark;
import dev.pointsman.lab.linux.Root;

/**
 * The door for benchmarks: {@code ./dev bench NAME [--only PART]}.
 *
 * <p>Exit code 0: every goal was met; 1: one was missed; 2: the benchmark could not run.
 */
public final class BenchMain {
    private static final SortedMap<String, Supplier<Benchmark>> BENCHMARKS = new TreeMap<>(Map.of(
            "check", CheckBenchmark::new,
            "failover", FailoverBenchmark::new,
            "notify", NotifyBenchmark::new,
            "poll", PollBenchmark::new,
            "reload", ReloadBenchmark::new,
            "routing", RoutingBenchmark::new,
            "test", RouteTestBenchmark::new));

    private BenchMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        Benchmark benchmark;
        Optional<String> only;
        try {
            benchmark = named(arguments);
            only = part(benchmark, arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return 2;
        }
        var refusal = benchmark.needsNodes() ? Root.missing() : Optional.<String>empty();
        if (refusal.isPresent()) {
            System.err.println("failed to run benchmark: " + refusal.get());
            return 2;
        }
        var project = Path.of(System.getProperty("pointsman.project", "."));
        var binary = Path.of(System.getProperty("pointsman.binary", "agent/target/pointsman"))
                .toAbsolutePath();
        if (benchmark.needsNodes() && !Files.isExecutable(binary)) {
            System.err.printf("failed to run benchmark: no binary at '%s'; build it with ./dev build%n", binary);
            return 2;
        }
        try {
            var report = benchmark.run(
                    new Benchmark.Setting(binary, project.resolve("lab/definitions/base"), System.out, only));
            var file = report.write(project.resolve("target/bench"));
            System.out.println();
            report.print(System.out);
            System.out.println("written to %s, and for a page beside it".formatted(file));
            return report.meetsAllGoals() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            System.err.println("failed to run benchmark: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            return 2;
        }
    }

    private static Benchmark named(String[] arguments) {
        var usage = "usage: ./dev bench NAME [--only PART], where NAME is one of " + BENCHMARKS.keySet();
        if (arguments.length == 0) {
            throw new IllegalArgumentException(usage);
        }
        var make = BENCHMARKS.get(arguments[0]);
        if (make == null || arguments.length > 3) {
            throw new IllegalArgumentException(
                    "there is no benchmark '%s'; %s".formatted(String.join(" ", arguments), usage));
        }
        return make.get();
    }

    private static Optional<String> part(Benchmark benchmark, String[] arguments) {
        if (arguments.length == 1) {
            return Optional.empty();
        }
        if (arguments.length != 3
                || !arguments[1].equals("--only")
                || !benchmark.parts().contains(arguments[2])) {
            throw new IllegalArgumentException("benchmark '%s' does not take '%s'; it takes %s"
                    .formatted(
                            arguments[0],
                            String.join(" ", arguments).substring(arguments[0].length() + 1),
                            benchmark.parts().isEmpty()
                                    ? "nothing"
                                    : "--only PART, where PART is one of " + benchmark.parts()));
        }
        return Optional.of(arguments[2]);
    }
}
