package dev.pointsman.pipeline.report;

import java.util.List;
import java.util.Locale;

import dev.pointsman.pipeline.finding.Finding;

/**
 * Findings as GitHub's annotations, one workflow command each, then the line that sums them up.
 *
 * <p>Source: GitHub Docs, "Workflow commands for GitHub Actions", "Setting an error message"; the escapes are those of GitHub's own
 * toolkit ({@code @actions/core}, command). GitHub shows ten errors and ten warnings of a step and keeps the rest in the log.
 */
public final class GithubReport {

    private GithubReport() {}

    public static String render(List<Finding> findings, RepositoryPaths paths) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> write(finding, paths, text));
        return text.append(FindingsText.summary(findings)).append('\n').toString();
    }

    private static void write(Finding finding, RepositoryPaths paths, StringBuilder text) {
        text.append("::")
                .append(finding.severity().name().toLowerCase(Locale.ROOT))
                .append(" file=")
                .append(property(paths.of(finding.place().file())));
        if (finding.place().line() > 0) {
            text.append(",line=").append(finding.place().line());
        }
        if (finding.place().column() > 0) {
            text.append(",col=").append(finding.place().column());
        }
        text.append(",title=")
                .append(property(finding.code()))
                .append("::")
                .append(data(FindingsText.sentence(finding)))
                .append('\n');
    }

    private static String data(String value) {
        return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String value) {
        return data(value).replace(":", "%3A").replace(",", "%2C");
    }
}
