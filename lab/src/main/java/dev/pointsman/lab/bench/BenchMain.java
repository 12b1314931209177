package dev.pointsman.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.pointsman.lab.linux.Root;

/**
 * The door for benchmarks: {@code ./dev bench NAME}.
 *
 * <p>Exit code 0: every goal was met; 1: one was missed; 2: the benchmark could not run.
 */
public final class BenchMain {
    private static final SortedMap<String, Supplier<Benchmark>> BENCHMARKS =
            new TreeMap<>(Map.of("notify", NotifyBenchmark::new, "routing", RoutingBenchmark::new));

    private BenchMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        var make = arguments.length == 1 ? BENCHMARKS.get(arguments[0]) : null;
        if (make == null) {
            var wrong = arguments.length == 0 ? "" : "unknown benchmark '%s'; ".formatted(String.join(" ", arguments));
            System.err.printf("%susage: ./dev bench NAME, where NAME is one of %s%n", wrong, BENCHMARKS.keySet());
            return 2;
        }
        var benchmark = make.get();
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
            var report = benchmark.run(new Benchmark.Setting(binary, project.resolve("lb-definitions"), System.out));
            var file = report.write(project.resolve("target/bench"));
            System.out.println();
            report.print(System.out);
            System.out.println("written to " + file);
            return report.meetsAllGoals() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            System.err.println("failed to run benchmark: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            return 2;
        }
    }
}
