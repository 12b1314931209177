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

/**
 * {@code pointsman check} of fifty components, of a thousand files and of five hundred components, beside {@code yamllint} of the same, which
 * people run on every pull request and which looks at the YAML alone.
 */
public final class CheckBenchmark implements Benchmark {

    private static final int FILES = 1_000;
    private static final List<ComponentDefinitions> SIZES =
            List.of(new ComponentDefinitions(50), ComponentDefinitions.ofFiles(FILES), new ComponentDefinitions(500));
    private static final int ROUNDS = 5;
    private static final double SECOND = 1_000;
    private static final double FASTER_THAN_YAMLLINT = 10;
    private static final String CHECK = "pointsman check";
    private static final String LINT = "yamllint";

    @Override
    public Report run(Setting setting) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        List<Goal> goals = new ArrayList<>();
        for (ComponentDefinitions definitions : SIZES) {
            setting.out()
                    .printf(
                            "%,d components in %,d files, %d rounds%n",
                            definitions.components(), definitions.files(), ROUNDS);
            SideBySide run = SideBySide.of(definitions, folder -> programs(setting.binary(), folder), ROUNDS);
            rows.addAll(run.rows(definitions.components(), definitions.files()));
            if (definitions.files() == FILES) {
                goals.add(Goal.atMost("check of 1,000 files", run.wallMillis().get(CHECK), SECOND, "ms"));
                goals.add(Goal.atLeast(
                        "check of 1,000 files, faster than yamllint",
                        run.timesAsFast(CHECK, LINT),
                        FASTER_THAN_YAMLLINT,
                        "x"));
            }
        }
        return new Report(
                "check",
                List.of(
                        "program",
                        "components",
                        "files",
                        "wall ms",
                        "cpu ms",
                        "memory MB",
                        "times as fast as yamllint"),
                rows,
                goals);
    }

    private static SequencedMap<String, List<String>> programs(Path binary, Path folder) {
        SequencedMap<String, List<String>> programs = new LinkedHashMap<>();
        programs.put(CHECK, List.of(binary.toString(), "check", folder.toString()));
        programs.put(LINT, List.of("/usr/bin/yamllint", "-d", "relaxed", folder.toString()));
        return programs;
    }
}
