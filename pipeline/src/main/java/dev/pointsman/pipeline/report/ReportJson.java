package dev.pointsman.pipeline.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.pointsman.pipeline.compile.Report;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Severity;

/**
 * Findings and statuses for programs: {@code {"errors": n, "warnings": n, "findings": [{"severity", "code", "file", "line", …}],
 * "resources": [{"kind", "name", "status": {…}}]}}, each status as the Gateway API writes it.
 */
public final class ReportJson {

    private ReportJson() {}

    public static String render(Report report) {
        List<Finding> findings = report.findings();
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartObject();
            json.writeNumberField("errors", count(findings, Severity.ERROR));
            json.writeNumberField("warnings", count(findings, Severity.WARNING));
            json.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                write(finding, json);
            }
            json.writeEndArray();
            StatusJson.write(report.statuses(), json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static void write(Finding finding, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("code", finding.code());
        json.writeStringField("file", finding.place().file());
        json.writeNumberField("line", finding.place().line());
        json.writeNumberField("column", finding.place().column());
        json.writeStringField("subject", finding.subject());
        json.writeStringField("message", finding.message());
        json.writeStringField("hint", finding.hint());
        json.writeEndObject();
    }
}
