package dev.pointsman.pipeline.trial.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.pointsman.pipeline.explain.show.ExplanationJson;
import dev.pointsman.pipeline.trial.Difference;
import dev.pointsman.pipeline.trial.TrialReport;

/**
 * A report for programs: {@code {"tests", "failed", "milliseconds", "results": [{"resource", "name", "file", "line", "column", "passed",
 * "asked", "happened", "rule", "differences": [{"what", "expected", "actual"}], "explanation"}], "coverage": {"rules", "reached",
 * "unreached": [{"rule", "takes"}]}}}; the explanation only of tests that failed.
 */
public final class TrialJson {

    private TrialJson() {}

    public static String render(TrialReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartObject();
            json.writeNumberField("tests", report.results().size());
            json.writeNumberField("failed", report.failed());
            json.writeNumberField("milliseconds", report.took().toMillis());
            json.writeArrayFieldStart("results");
            for (TrialReport.Result result : report.results()) {
                write(result, json);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("coverage");
            json.writeNumberField("rules", report.rules().size());
            json.writeNumberField("reached", report.reached().size());
            json.writeArrayFieldStart("unreached");
            for (String rule : report.unreached()) {
                json.writeStartObject();
                json.writeStringField("rule", rule);
                json.writeStringField("takes", report.rules().get(rule));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private static void write(TrialReport.Result result, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("resource", result.test().resource().toString());
        json.writeStringField("name", result.test().name());
        json.writeStringField("file", result.test().place().file());
        json.writeNumberField("line", result.test().place().line());
        json.writeNumberField("column", result.test().place().column());
        json.writeBooleanField("passed", result.passed());
        json.writeStringField(
                "asked", String.join("\n", TrialText.asked(result.test().exchange())));
        json.writeStringField("happened", result.happened());
        json.writeStringField("rule", result.rule().orElse(""));
        json.writeArrayFieldStart("differences");
        for (Difference difference : result.differences()) {
            json.writeStartObject();
            json.writeStringField("what", difference.what());
            json.writeStringField("expected", difference.expected());
            json.writeStringField("actual", difference.actual());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!result.passed() && result.explanation().isPresent()) {
            json.writeFieldName("explanation");
            ExplanationJson.write(result.explanation().get(), json);
        }
        json.writeEndObject();
    }
}
