package dev.pointsman.pipeline.report;

import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Severity;

/** Findings for people: one per line, then one line that sums them up. */
public final class FindingsText {

    private FindingsText() {}

    public static String render(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append(finding).append('\n'));
        return text.append(summary(findings)).append('\n').toString();
    }

    /** What a finding says where its place and its code are told otherwise: subject, message, hint. */
    static String sentence(Finding finding) {
        String subject = finding.subject().isEmpty() ? "" : finding.subject() + ": ";
        String hint = finding.hint().isEmpty() ? "" : " " + finding.hint();
        return subject + finding.message() + hint;
    }

    /** {@code => 5 errors in 3 files. Nothing was rendered.} */
    public static String summary(List<Finding> findings) {
        String errors = count(findings, Severity.ERROR, "error");
        String warnings = count(findings, Severity.WARNING, "warning");
        String also = warnings.isEmpty() ? "." : ", " + warnings + ".";
        return errors.isEmpty() ? "=> No errors" + also : "=> " + errors + also + " Nothing was rendered.";
    }

    private static String count(List<Finding> findings, Severity severity, String noun) {
        List<Finding> counted = findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
        long files = counted.stream()
                .map(finding -> finding.place().file())
                .filter(file -> !file.equals(Findings.REPOSITORY.place().file()))
                .distinct()
                .count();
        String where = files == 0 ? "" : " in " + number(files, "file");
        return counted.isEmpty() ? "" : number(counted.size(), noun) + where;
    }

    private static String number(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
