package dev.pointsman.lab.bench.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import dev.pointsman.lab.bench.report.Benchmark;
import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Report;

/** {@code pointsman test} of a hundred and of a thousand routing tests on a real HAProxy, many at a time and one after the other. */
public final class RouteTestBenchmark implements Benchmark {

    private static final int TESTS = 1_000;
    private static final List<ComponentDefinitions> SIZES =
            List.of(new ComponentDefinitions(50), new ComponentDefinitions(TESTS / 2));
    private static final int ROUNDS = 3;
    private static final double HALF_A_MINUTE = 30_000;
    private static final String PARALLEL = "pointsman test";
    private static final String SEQUENTIAL = "pointsman test --parallel 1";

    @Override
    public Report run(Setting setting) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        List<Goal> goals = new ArrayList<>();
        for (ComponentDefinitions definitions : SIZES) {
            setting.out()
                    .printf(
                            "%,d tests of %,d components, %d rounds%n",
                            definitions.tests(), definitions.components(), ROUNDS);
            SideBySide run = SideBySide.of(definitions, folder -> programs(setting.binary(), folder), ROUNDS);
            rows.addAll(run.rows(definitions.components(), definitions.tests()));
            if (definitions.tests() == TESTS) {
                goals.add(Goal.atMost(
                        "1,000 routing tests on a real HAProxy",
                        run.wallMillis().get(PARALLEL),
                        HALF_A_MINUTE,
                        "ms"));
                goals.add(Goal.atLeast(
                        "1,000 routing tests, not slower for being played at once",
                        run.timesAsFast(PARALLEL, SEQUENTIAL),
                        1,
                        "x"));
            }
        }
        return new Report(
                "test",
                List.of(
                        "program",
                        "components",
                        "tests",
                        "wall ms",
                        "cpu ms",
                        "memory MB",
                        "times as fast as one after the other"),
                rows,
                goals);
    }

    private static SequencedMap<String, List<String>> programs(Path binary, Path folder) {
        SequencedMap<String, List<String>> programs = new LinkedHashMap<>();
        programs.put(PARALLEL, List.of(binary.toString(), "test", folder.toString()));
        programs.put(SEQUENTIAL, List.of(binary.toString(), "test", folder.toString(), "--parallel", "1"));
        return programs;
    }
}
