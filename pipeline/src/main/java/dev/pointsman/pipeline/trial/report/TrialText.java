package dev.pointsman.pipeline.trial.report;

import java.util.List;

import dev.pointsman.pipeline.explain.Request;
import dev.pointsman.pipeline.explain.show.ExplanationText;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.routetest.Exchange;
import dev.pointsman.pipeline.trial.Difference;
import dev.pointsman.pipeline.trial.TrialReport;

/** A report for people: each test that failed with its request, what happened, which rule won and why; then what no test reaches. */
public final class TrialText {

    private TrialText() {}

    public static String render(TrialReport report) {
        StringBuilder text = new StringBuilder();
        report.results().stream().filter(result -> !result.passed()).forEach(result -> failed(result, text));
        long failed = report.failed();
        int all = report.results().size();
        text.append("=> ");
        if (all == 0) {
            text.append("There is no test: no RouteTest asks a Gateway of this fleet.\n");
        } else if (failed == 0) {
            text.append(all == 1 ? "The test passed.\n" : "All " + all + " tests passed.\n");
        } else {
            text.append(failed + " of " + all + (all == 1 ? " test" : " tests") + " failed.\n");
        }
        return text.append(coverage(report)).toString();
    }

    private static String coverage(TrialReport report) {
        List<String> unreached = report.unreached();
        int all = report.rules().size();
        if (unreached.isEmpty()) {
            return all == 0 ? "" : "   Every rule is reached (" + all + ").\n";
        }
        StringBuilder text =
                new StringBuilder("   " + unreached.size() + " of " + all + " rules are reached by no test:\n");
        int width = unreached.stream().mapToInt(String::length).max().orElse(0);
        unreached.forEach(rule -> text.append("     ")
                .append(rule)
                .append(" ".repeat(width - rule.length()))
                .append("  ")
                .append(report.rules().get(rule))
                .append('\n'));
        return text.toString();
    }

    private static void failed(TrialReport.Result result, StringBuilder text) {
        text.append(result.test().place())
                .append("  FAILED  ")
                .append(result.test().fullName())
                .append('\n');
        asked(result.test().exchange())
                .forEach(line -> text.append("    ").append(line).append('\n'));
        for (Difference difference : result.differences()) {
            text.append("  - ").append(difference).append('\n');
        }
        text.append("  What happened: ").append(result.happened());
        text.append(result.rule().map(rule -> ", by rule " + rule).orElse(", by no rule"))
                .append(".\n");
        result.explanation()
                .ifPresent(explanation -> ExplanationText.render(explanation, false)
                        .lines()
                        .forEach(line -> text.append(line.isEmpty() ? "" : "  ")
                                .append(line)
                                .append('\n')));
        text.append('\n');
    }

    /** What was asked, as it was sent. */
    static List<String> asked(Exchange exchange) {
        return switch (exchange) {
            case Exchange.OfRequest request -> asked(request.entrypoint(), request.request());
            case Exchange.OfConnection connection ->
                List.of("a connection to " + connection.entrypoint().address() + ":"
                        + connection.entrypoint().port()
                        + connection
                                .serverName()
                                .map(name -> ", TLS for " + name)
                                .orElse(""));
        };
    }

    private static List<String> asked(Entrypoint entrypoint, Request request) {
        List<String> lines = new java.util.ArrayList<>();
        lines.add(request.method() + " " + (entrypoint.isTls() ? "https://" : "http://") + request.authority()
                + request.target());
        request.headers().forEach(header -> lines.add(header.toString()));
        return lines;
    }
}
