package dev.pointsman.pipeline.report;

import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Severity;

/** Findings for people at a terminal: each with the line it is about and a caret below the column, then one line that sums them up. */
public final class TextReport {

    /** Select Graphic Rendition (ECMA-48 section 8.3.117). */
    private enum Style {
        BOLD("1"),
        RED("1;31"),
        YELLOW("1;33"),
        GREEN("1;32"),
        FAINT("2");

        private final String parameters;

        Style(String parameters) {
            this.parameters = parameters;
        }
    }

    private final Sources sources;
    private final boolean coloured;
    private final StringBuilder text = new StringBuilder();

    private TextReport(Sources sources, boolean coloured) {
        this.sources = sources;
        this.coloured = coloured;
    }

    /** @param coloured whether the reader is a terminal that shows colours */
    public static String render(List<Finding> findings, Sources sources, boolean coloured) {
        TextReport report = new TextReport(sources, coloured);
        findings.forEach(report::write);
        boolean refuses = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        report.text
                .append(report.styled(
                        refuses ? Style.RED : findings.isEmpty() ? Style.GREEN : Style.YELLOW,
                        FindingsText.summary(findings)))
                .append('\n');
        return report.text.toString();
    }

    private void write(Finding finding) {
        Style style = finding.severity() == Severity.ERROR ? Style.RED : Style.YELLOW;
        String line = finding.toString();
        String place = finding.place().toString();
        String code = "[" + finding.code() + "]";
        text.append(styled(Style.BOLD, place))
                .append(line, place.length(), line.length() - code.length())
                .append(styled(style, code))
                .append('\n');
        sources.line(finding.place())
                .map(source -> Excerpt.of(finding.place(), source))
                .ifPresent(excerpt -> {
                    text.append(styled(Style.FAINT, excerpt.getFirst())).append('\n');
                    text.append(styled(style, excerpt.getLast())).append('\n');
                });
    }

    private String styled(Style style, String what) {
        return coloured ? "\u001b[" + style.parameters + "m" + what + "\u001b[0m" : what;
    }
}
