package dev.pointsman.lab.bench.routing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.linux.Command;

/**
 * How long it takes from the files' text to a node's files, in a warm process as the agent's is, beside {@code haproxy -c} of the result,
 * which every revision has to pass as well.
 */
final class CompileTimes {
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 11;
    private static final int PORT = 18_080;

    private final PrintStream out;
    private final List<List<Object>> rows;

    CompileTimes(PrintStream out, List<List<Object>> rows) {
        this.out = out;
        this.rows = rows;
    }

    void measure(Path folder) throws IOException {
        measure(folder, 500, 10);
        measure(folder, 1_000, 50);
    }

    private void measure(Path folder, int routes, int endpoints) throws IOException {
        var place = Files.createDirectory(folder.resolve("compile-" + routes));
        Files.createDirectories(place.resolve("run/pointsman"));
        var services = IntStream.range(0, routes)
                .mapToObj(route -> IntStream.range(0, endpoints)
                        .mapToObj(i -> address(route * endpoints + i) + ":8080")
                        .toList())
                .toList();
        var definitions = new RoutingDefinitions(PORT, routes, 1, services).write();
        for (int round = 0; round < WARM_UP; round++) {
            RoutingDefinitions.compile(definitions, place);
        }
        var ours = new ArrayList<Double>();
        var haproxys = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
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
        out.println("compiled " + size);
        double mine = Quantile.median(ours);
        double theirs = Quantile.median(haproxys);
        rows.add(List.of("ms to compile", size, mine, theirs, "haproxy -c", ratio(mine / theirs)));
    }

    private static String address(int number) {
        return "10.%d.%d.%d".formatted(64 + number / 62_500, number / 250 % 250, 1 + number % 250);
    }

    /** Tables show one decimal, which for a ratio is too few. */
    static String ratio(double ratio) {
        return "%.2f".formatted(ratio);
    }
}
