package dev.pointsman.lab.bench.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.linux.Folder;
import dev.pointsman.lab.linux.MeasuredRun;

/**
 * Programs that do the same, measured in turns, so that whatever else the machine does meets all of them.
 *
 * @param wallMillis median of all rounds, by program
 * @param cpuMillis median of all rounds, by program
 * @param megabytes the most memory, by program
 */
record SideBySide(Map<String, Double> wallMillis, Map<String, Double> cpuMillis, Map<String, Double> megabytes) {

    private static final Map<String, String> BARE = Map.of("PATH", "/usr/sbin:/usr/bin:/bin", "LC_ALL", "C.UTF-8");

    /**
     * Measures programs on the same definitions, which are written for them and removed afterwards.
     *
     * @param programs the programs and their arguments, by what they are called, for the definitions' folder
     */
    static SideBySide of(
            ComponentDefinitions definitions, Function<Path, SequencedMap<String, List<String>>> programs, int rounds)
            throws IOException {
        Path folder = Files.createTempDirectory("definitions-");
        try {
            definitions.write(folder);
            return of(programs.apply(folder), rounds);
        } finally {
            Folder.delete(folder);
        }
    }

    private static SideBySide of(SequencedMap<String, List<String>> programs, int rounds) throws IOException {
        Map<String, List<MeasuredRun>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (var program : programs.entrySet()) {
                runs.computeIfAbsent(program.getKey(), any -> new ArrayList<>())
                        .add(MeasuredRun.of(program.getValue(), BARE));
            }
        }
        SideBySide median = new SideBySide(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (var program : programs.entrySet()) {
            List<MeasuredRun> own = runs.get(program.getKey());
            median.wallMillis.put(
                    program.getKey(),
                    Quantile.median(own.stream().map(MeasuredRun::wallMillis).toList()));
            median.cpuMillis.put(
                    program.getKey(),
                    Quantile.median(own.stream().map(MeasuredRun::cpuMillis).toList()));
            median.megabytes.put(program.getKey(), MeasuredRun.residentMegabytes(program.getValue(), BARE));
        }
        return median;
    }

    /** A row for each program, the last of which is what the others are compared with. */
    List<List<Object>> rows(int components, int size) {
        String last = List.copyOf(wallMillis.keySet()).getLast();
        return wallMillis.keySet().stream()
                .map(program -> List.<Object>of(
                        program,
                        components,
                        size,
                        wallMillis.get(program),
                        cpuMillis.get(program),
                        megabytes.get(program),
                        timesAsFast(program, last)))
                .toList();
    }

    double timesAsFast(String program, String than) {
        return wallMillis.get(than) / wallMillis.get(program);
    }
}
