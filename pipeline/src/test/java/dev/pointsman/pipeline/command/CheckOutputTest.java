package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** What {@code check} prints in each of its forms, for the same definitions with a bit of everything wrong. */
class CheckOutputTest {

    private static final Path PROJECT = Path.of(System.getProperty("pointsman.project"));
    private static final Path FOLDER = PROJECT.resolve("pipeline/src/test/resources/check");

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        int exitCode =
                new CommandLine(new CheckCommand()).setOut(new PrintWriter(out)).execute(arguments);
        assertThat(exitCode).isEqualTo(1);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "text.txt, --output=text --color=never",
        "colour.txt, --color=always",
        "report.json, --output=json",
        "report.sarif, --output=sarif",
        "annotations.txt, --output=github"
    })
    void theSameFindingsInEveryForm(String golden, String options) throws IOException {
        String printed = run(arguments(options));
        Path file = FOLDER.resolve(golden);
        if (Boolean.getBoolean("pointsman.golden.rewrite")
                && (!Files.exists(file) || !Files.readString(file).equals(printed))) {
            Files.writeString(file, printed);
            fail("rewritten; read the difference, then run again without pointsman.golden.rewrite");
        }
        assertThat(printed).isEqualTo(Files.readString(file));
    }

    private static String[] arguments(String options) {
        return (options + " " + FOLDER.resolve("in")).split(" ");
    }

    @Test
    void sarifIsValidByItsSchema() throws IOException {
        try (var schema = CheckOutputTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            Set<ValidationMessage> objections = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                    .getSchema(schema)
                    .validate(run(arguments("--output=sarif")), InputFormat.JSON);
            assertThat(objections).isEmpty();
        }
    }

    @Test
    void sarifWithoutItsVersionIsNotValid() throws IOException {
        try (var schema = CheckOutputTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            String broken = run(arguments("--output=sarif")).replace("\"version\" : \"2.1.0\",", "");
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                            .getSchema(schema)
                            .validate(broken, InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void sarifNamesEveryFindingItsRuleAndAFileThatIsThere() throws IOException {
        JsonNode sarif = new ObjectMapper().readTree(run(arguments("--output=sarif")));
        JsonNode json = new ObjectMapper().readTree(run(arguments("--output=json")));
        JsonNode run = sarif.at("/runs/0");
        assertThat(run.path("results")).hasSameSizeAs(json.path("findings"));
        for (JsonNode result : run.path("results")) {
            JsonNode rule =
                    run.at("/tool/driver/rules").get(result.path("ruleIndex").asInt());
            assertThat(rule.path("id")).isEqualTo(result.path("ruleId"));
            assertThat(rule.at("/help/markdown").asText())
                    .startsWith("# " + rule.path("id").asText());
            String uri = result.at("/locations/0/physicalLocation/artifactLocation/uri")
                    .asText();
            assertThat(PROJECT.resolve("pipeline").toUri().resolve(uri))
                    .satisfies(file -> assertThat(Path.of(file)).exists());
        }
    }

    @Test
    void aWordThatIsNoCodeIsToldTheNearest() {
        StringWriter err = new StringWriter();
        int exitCode =
                new CommandLine(new CheckCommand()).setErr(new PrintWriter(err)).execute("--explain", "unknown-feild");
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        "failed to explain \"unknown-feild\": there is no such code. Did you mean \"unknown-field\"?\n");
    }

    @Test
    void aCodeIsExplainedByItsPage() throws IOException {
        StringWriter out = new StringWriter();
        int exitCode =
                new CommandLine(new CheckCommand()).setOut(new PrintWriter(out)).execute("--explain", "unknown-field");
        assertThat(exitCode).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(PROJECT.resolve("docs/findings/unknown-field.md")));
    }

    @Test
    void withoutATerminalNothingIsColoured() {
        assertThat(run(arguments("--output=text"))).doesNotContain("\u001b");
    }

    @Test
    void noLineThatIsPrintedCommandsATerminal() {
        for (String output : List.of("text", "github", "json", "sarif")) {
            assertThat(run(arguments("--color=never --output=" + output)).lines())
                    .as(output.toUpperCase(Locale.ROOT))
                    .allMatch(line -> line.codePoints().noneMatch(c -> c < ' ' || c == 0x202e));
        }
    }
}
