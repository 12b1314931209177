package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.lab.bench.report.Benchmark;
import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Report;
import dev.pointsman.lab.bench.report.Table;
import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Narrator;

/** Failover beside the classic hook: how long a claim takes, how long clients wait, and where the routes are in the end. */
public final class FailoverBenchmark implements Benchmark {

    @Override
    public List<String> parts() {
        return List.of(Claims.NAME, Gaps.NAME);
    }

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        var silent = Narrator.plain(new PrintStream(OutputStream.nullOutputStream()));
        var tables = new ArrayList<Table>();
        var goals = new ArrayList<Goal>();
        try {
            if (setting.wants(Claims.NAME)) {
                var claims = new Claims();
                claims.run(setting, silent);
                tables.add(claims.table());
                goals.addAll(claims.goals());
            }
            if (setting.wants(Gaps.NAME)) {
                var gaps = new Gaps();
                gaps.run(setting, silent);
                tables.add(gaps.table());
                goals.addAll(gaps.goals());
            }
        } catch (DidNotHappen e) {
            throw new IOException(e.getMessage(), e);
        }
        return new Report("failover", tables, goals);
    }
}
