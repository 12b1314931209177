package dev.pointsman.pipeline.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.pointsman.pipeline.conformance.Outcome.Verdict;

/** The results as Markdown: a count per profile and level, then every case. */
final class ResultTable {

    private static final List<String> PROFILES = List.of("HTTP", "TLS", "TCP", "GRPC");
    private static final List<String> LEVELS = List.of("core", "extended");
    private static final int LONGEST_REASON = 160;

    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    String markdown(String haproxy) {
        StringBuilder text = new StringBuilder("Gateway API conformance on " + haproxy + "\n\n");
        text.append("| profile | level | passed | failed | unsupported |\n|---|---|--:|--:|--:|\n");
        for (String profile : PROFILES) {
            for (String level : LEVELS) {
                String counted = "GATEWAY-" + profile + ":" + level;
                text.append("| ").append(profile).append(" | ").append(level).append(" |");
                for (Verdict verdict : Verdict.values()) {
                    text.append(' ').append(count(counted, verdict)).append(" |");
                }
                text.append('\n');
            }
        }
        text.append("\nA case that several profiles count stands in each. Cases: ");
        List<String> sums = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            sums.add(count("", verdict) + " " + verdict.name().toLowerCase(Locale.ROOT));
        }
        text.append(String.join(", ", sums)).append(".\n\n| case | level | result | |\n|---|---|---|---|\n");
        outcomes.stream()
                .sorted(Comparator.comparing(outcome -> outcome.played().name()))
                .forEach(outcome -> text.append("| ")
                        .append(outcome.played().name())
                        .append(outcome.played().extended() ? " | extended | " : " | core | ")
                        .append(outcome.verdict().name().toLowerCase(Locale.ROOT))
                        .append(" | ")
                        .append(cell(outcome.reason()))
                        .append(" |\n"));
        return text.toString();
    }

    private long count(String profile, Verdict verdict) {
        return outcomes.stream()
                .filter(outcome -> outcome.verdict() == verdict
                        && (profile.isEmpty() || outcome.played().profiles().contains(profile)))
                .count();
    }

    private static String cell(String reason) {
        String line = reason.replace("\n", " ").replace("|", "\\|");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }
}
