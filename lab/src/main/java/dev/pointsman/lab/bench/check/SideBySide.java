package dev.pointsman.lab.bench.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.lab.bench.report.Quantile;
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

    static SideBySide of(Map<String, List<String>> programs, int rounds) throws IOException {
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

    double timesAsFast(String program, String than) {
        return wallMillis.get(than) / wallMillis.get(program);
    }
}
