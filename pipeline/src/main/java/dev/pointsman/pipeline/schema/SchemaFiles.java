package dev.pointsman.pipeline.schema;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.pointsman.pipeline.parse.ResourceReader;
import dev.pointsman.pipeline.resource.Kind;

/** The schemas as files: one for each kind, and one for files that hold several kinds. */
public final class SchemaFiles {

    /** The file for documents of any kind; it refers to the others beside it. */
    public static final String OF_ANY_KIND = "pointsman.json";

    /** What editors understand best: draft 7. */
    private static final String DIALECT = "http://json-schema.org/draft-07/schema#";

    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private SchemaFiles() {}

    /** What is written into a file's place. */
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** The name of a kind's file, for instance {@code HTTPRoute.json}. */
    public static String nameOf(Kind kind) {
        return kind.title() + ".json";
    }

    /** Every file by its name; the same each time. */
    public static SortedMap<String, String> all() {
        SortedMap<String, String> files = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            files.put(nameOf(kind), file(json -> new SchemaWriter(json).document(kind, ResourceReader.sketch(kind))));
        }
        files.put(OF_ANY_KIND, file(SchemaFiles::anyKind));
        return files;
    }

    private static String file(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).setPrettyPrinter(PRINTER.createInstance())) {
            json.writeStartObject();
            json.writeStringField("$schema", DIALECT);
            body.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private static void anyKind(JsonGenerator json) throws IOException {
        json.writeStringField("title", "A resource that Pointsman serves");
        json.writeStringField("type", "object");
        SchemaWriter.strings(json, "required", List.of("apiVersion", "kind"));
        json.writeObjectFieldStart("properties");
        json.writeObjectFieldStart("kind");
        SchemaWriter.strings(
                json,
                "enum",
                Arrays.stream(Kind.values()).map(Kind::title).sorted().toList());
        json.writeEndObject();
        json.writeEndObject();
        json.writeArrayFieldStart("allOf");
        for (Kind kind : Kind.values()) {
            json.writeStartObject();
            SchemaWriter.when(json, "kind", kind.title());
            json.writeObjectFieldStart("then");
            json.writeStringField("$ref", nameOf(kind));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
