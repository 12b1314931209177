package dev.pointsman.lab.bench.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.lab.bench.report.Benchmark;
import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Report;
import dev.pointsman.lab.linux.Folder;

/**
 * Requests a second, and time to compile, from few hosts and paths to many: what Pointsman renders beside a map configuration as a person
 * writes it, and compiling beside {@code haproxy -c} of the result.
 */
public final class RoutingBenchmark implements Benchmark {
    private static final String REQUESTS = "requests";
    private static final String COMPILE = "compile";

    @Override
    public boolean needsNodes() {
        return false;
    }

    @Override
    public List<String> parts() {
        return List.of(REQUESTS, COMPILE);
    }

    @Override
    public Report run(Setting setting) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        List<Goal> goals = new ArrayList<>();
        var folder = Files.createTempDirectory("routing-");
        try {
            if (setting.wants(REQUESTS)) {
                new RequestRates(setting.out(), rows, goals).measure(folder);
            }
            if (setting.wants(COMPILE)) {
                new CompileTimes(setting.out(), rows).measure(folder);
            }
        } finally {
            Folder.delete(folder);
        }
        return new Report(
                "routing", List.of("measured", "size", "Pointsman", "beside it", "what", "ratio"), rows, goals);
    }
}
