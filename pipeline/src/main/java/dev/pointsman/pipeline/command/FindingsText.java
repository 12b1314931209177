package dev.pointsman.pipeline.command;

import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Severity;

/** Findings for people: one per line, then one line that sums them up. */
public final class FindingsText {

    private FindingsText() {}

    public static String render(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append(finding).append('\n'));
        return text.append(summary(findings)).append('\n').toString();
    }

    /** {@code => 5 errors in 3 files. Nothing was rendered.} */
    public static String summary(List<Finding> findings) {
        List<Finding> errors = of(findings, Severity.ERROR);
        List<Finding> warnings = of(findings, Severity.WARNING);
        String also = warnings.isEmpty() ? "" : count(warnings.size(), "warning") + " in " + files(warnings);
        if (errors.isEmpty()) {
            return "=> No errors" + (also.isEmpty() ? "." : ", " + also + ".");
        }
        return "=> " + count(errors.size(), "error") + " in " + files(errors) + (also.isEmpty() ? "" : ", " + also)
                + ". Nothing was rendered.";
    }

    private static List<Finding> of(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    private static String files(List<Finding> findings) {
        return count(
                (int) findings.stream()
                        .map(finding -> finding.place().file())
                        .distinct()
                        .count(),
                "file");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
