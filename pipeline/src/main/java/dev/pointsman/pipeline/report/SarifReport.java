package dev.pointsman.pipeline.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Severity;

/**
 * Findings as SARIF, which code hosts take in, keep from one run to the next and show at the lines of a pull request.
 *
 * <p>Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; GitHub Docs, "SARIF support for code scanning",
 * which asks for relative locations with a line, and for help texts in Markdown.
 */
public final class SarifReport {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final JsonGenerator json;
    private final RepositoryPaths paths;
    private final List<String> codes;

    private SarifReport(JsonGenerator json, RepositoryPaths paths, List<Finding> findings) {
        this.json = json;
        this.paths = paths;
        this.codes = findings.stream().map(Finding::code).distinct().sorted().toList();
    }

    /** One run whose rules are the codes of the findings, each with its documentation page. */
    public static String render(List<Finding> findings, RepositoryPaths paths) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            new SarifReport(json, paths, findings).write(findings);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private void write(List<Finding> findings) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "Pointsman");
        json.writeArrayFieldStart("rules");
        for (String code : codes) {
            rule(code);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("columnKind", "unicodeCodePoints");
        json.writeArrayFieldStart("results");
        for (Finding finding : findings) {
            result(finding);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void rule(String code) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", code);
        FindingGuide guide = FindingGuide.of(code);
        text("shortDescription", guide.summary());
        json.writeObjectFieldStart("help");
        json.writeStringField("text", guide.explanation());
        json.writeStringField("markdown", guide.page());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void result(Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.code());
        json.writeNumberField("ruleIndex", codes.indexOf(finding.code()));
        json.writeStringField("level", finding.severity() == Severity.ERROR ? "error" : "warning");
        text("message", FindingsText.sentence(finding));
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(paths.of(finding.place().file())));
        json.writeStringField("uriBaseId", "%SRCROOT%");
        json.writeEndObject();
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", Math.max(1, finding.place().line()));
        if (finding.place().column() > 0) {
            json.writeNumberField("startColumn", finding.place().column());
        }
        json.writeEndObject();
        json.writeEndObject();
        if (!finding.subject().isEmpty()) {
            json.writeArrayFieldStart("logicalLocations");
            json.writeStartObject();
            json.writeStringField("fullyQualifiedName", finding.subject());
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("finding/v1", fingerprint(finding));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void text(String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    /** What stays when lines above come and go: without line and column. */
    private static String fingerprint(Finding finding) {
        String identity =
                String.join("\n", finding.code(), finding.place().file(), finding.subject(), finding.message());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A path as a relative reference (RFC 3986 section 4.2); a colon in it must not read as the end of a scheme. */
    private static String uri(String path) {
        return Arrays.stream(path.split("/"))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
