package dev.pointsman.pipeline.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.resource.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * The schemas in {@code docs/schemas} are those that the readers give, and a validator of JSON Schema judges by them as the checker does.
 *
 * <p>With {@code -Dpointsman.golden.rewrite=true} the files are written anew, and the run fails once.
 */
class SchemaFilesTest {

    private static final Path PROJECT = Path.of(System.getProperty("pointsman.project"));
    private static final Path FOLDER = PROJECT.resolve("docs/schemas");
    private static final Path GOLDENS = PROJECT.resolve("pipeline/src/test/resources/definitions");
    private static final boolean REWRITE = Boolean.getBoolean("pointsman.golden.rewrite");

    private static final Map<String, String> FILES = SchemaFiles.all();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory DRAFT_7 = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
    private static final Map<String, JsonSchema> SCHEMAS = Stream.of(Kind.values())
            .collect(Collectors.toMap(Kind::title, kind -> DRAFT_7.getSchema(FILES.get(SchemaFiles.nameOf(kind)))));

    @Test
    void the_schemas_in_the_documentation_are_those_of_the_code() throws IOException {
        if (REWRITE) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
            fail("rewritten; read the difference, then run again without pointsman.golden.rewrite");
        }
        try (Stream<Path> there = Files.list(FOLDER)) {
            assertThat(there.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(FILES.keySet());
        }
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            assertThat(FOLDER.resolve(file.getKey())).hasContent(file.getValue());
        }
    }

    /** Everything in these folders is accepted by the checker, so it must be by the schemas. */
    @TestFactory
    Stream<DynamicTest> definitionsThatTheCheckerAcceptsAreValid() throws IOException {
        List<Path> folders = new ArrayList<>(List.of(GOLDENS.resolve("_base"), PROJECT.resolve("lb-definitions")));
        try (Stream<Path> all = Files.list(GOLDENS)) {
            all.sorted()
                    .filter(golden -> Files.exists(golden.resolve("expected/plan.txt")))
                    .map(golden -> golden.resolve("in"))
                    .forEach(folders::add);
        }
        return folders.stream()
                .map(folder ->
                        DynamicTest.dynamicTest(PROJECT.relativize(folder).toString(), () -> {
                            for (JsonObject document : documents(folder)) {
                                assertThat(objections(document))
                                        .as(document.encode())
                                        .isEmpty();
                            }
                        }));
    }

    /** A golden of this name has a fault that a schema can see. */
    @ParameterizedTest
    @CsvSource({
        "a-missing-field-is-named",
        "an-unknown-field-is-refused-with-the-nearest-name",
        "a-value-of-the-wrong-type-is-refused",
        "a-value-out-of-bounds-is-refused",
        "a-list-that-is-too-long-is-refused",
        "a-kind-that-does-not-exist-is-refused",
        "what-this-version-does-not-serve-is-said-and-not-ignored"
    })
    void definitions_whose_fault_stands_in_one_resource_are_not(String golden) throws IOException {
        List<String> objections = new ArrayList<>();
        for (JsonObject document : documents(GOLDENS.resolve(golden).resolve("in"))) {
            objections.addAll(objections(document));
        }
        assertThat(objections).isNotEmpty();
    }

    @Test
    void a_filter_must_have_the_field_that_its_type_names() throws IOException {
        JsonObject filter = new JsonObject().put("type", "RequestRedirect");
        JsonObject route = new JsonObject()
                .put("apiVersion", "gateway.networking.k8s.io/v1")
                .put("kind", "HTTPRoute")
                .put("metadata", new JsonObject().put("name", "a"))
                .put(
                        "spec",
                        new JsonObject()
                                .put(
                                        "rules",
                                        new JsonArray()
                                                .add(new JsonObject().put("filters", new JsonArray().add(filter)))));

        assertThat(objections(route)).isNotEmpty();
        filter.put("requestRedirect", new JsonObject().put("scheme", "https"));
        assertThat(objections(route)).isEmpty();
        filter.getJsonObject("requestRedirect").put("scheme", "gopher");
        assertThat(objections(route)).isNotEmpty();
    }

    private static List<String> objections(JsonObject document) throws IOException {
        String kind = document.getString("kind", "");
        if (Stream.of(Kind.values()).noneMatch(known -> known.title().equals(kind))) {
            return List.of("there is no kind " + kind);
        }
        return SCHEMAS.get(kind).validate(MAPPER.readTree(document.encode())).stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    @SuppressWarnings("unchecked") // The keys of every document here are texts.
    private static List<JsonObject> documents(Path folder) throws IOException {
        List<JsonObject> documents = new ArrayList<>();
        for (DefinitionFile file : DefinitionFolder.read(folder).files()) {
            LoadSettings settings = LoadSettings.builder().setLabel(file.path()).build();
            for (Object document : new Load(settings).loadAllFromString(file.text())) {
                if (document instanceof Map<?, ?> mapping) {
                    documents.add(new JsonObject((Map<String, Object>) mapping));
                }
            }
        }
        return documents;
    }
}
