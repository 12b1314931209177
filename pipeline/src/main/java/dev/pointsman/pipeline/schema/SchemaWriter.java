package dev.pointsman.pipeline.schema;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.yaml.FieldSketch;
import dev.pointsman.pipeline.yaml.FieldSketch.Property;
import dev.pointsman.pipeline.yaml.FieldSketch.Shape;
import dev.pointsman.pipeline.yaml.ScalarType;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Writes what a reader asks for as JSON Schema.
 *
 * <p>Source: JSON Schema, draft 7.
 */
final class SchemaWriter {

    private final JsonGenerator json;

    SchemaWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the members of the schema of a whole document into the object that is open. */
    void document(Kind kind, FieldSketch sketch) throws IOException {
        json.writeStringField("title", kind.title());
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("properties");
        json.writeObjectFieldStart("apiVersion");
        strings(json, "enum", kind.apiVersions());
        json.writeEndObject();
        json.writeObjectFieldStart("kind");
        strings(json, "enum", List.of(kind.title()));
        json.writeEndObject();
        for (Map.Entry<String, Property> field : sketch.properties().entrySet()) {
            if (!field.getKey().equals("apiVersion") && !field.getKey().equals("kind")) {
                property(field.getKey(), field.getValue(), !sketch.required().contains(field.getKey()));
            }
        }
        json.writeEndObject();
        rest(sketch, Set.of("apiVersion", "kind"));
    }

    private void fields(FieldSketch sketch, boolean optional) throws IOException {
        type("object", optional);
        json.writeObjectFieldStart("properties");
        for (Map.Entry<String, Property> field : sketch.properties().entrySet()) {
            property(field.getKey(), field.getValue(), !sketch.required().contains(field.getKey()));
        }
        json.writeEndObject();
        rest(sketch, Set.of());
    }

    private void rest(FieldSketch sketch, Set<String> further) throws IOException {
        json.writeBooleanField("additionalProperties", false);
        if (!sketch.required().isEmpty() || !further.isEmpty()) {
            json.writeArrayFieldStart("required");
            for (String name : further.stream().sorted().toList()) {
                json.writeString(name);
            }
            for (String name : sketch.required()) {
                json.writeString(name);
            }
            json.writeEndArray();
        }
        if (sketch.requiredByWord().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("allOf");
        for (var field : sketch.requiredByWord().entrySet()) {
            for (var word : field.getValue().entrySet()) {
                json.writeStartObject();
                when(json, field.getKey(), word.getKey());
                json.writeObjectFieldStart("then");
                strings(json, "required", word.getValue());
                json.writeEndObject();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    /** Null counts as absent. */
    private void property(String name, Property property, boolean optional) throws IOException {
        json.writeObjectFieldStart(name);
        if (property.isRefused()) {
            json.writeStringField(
                    "description", ("This version of Pointsman does not serve it. " + property.hint()).strip());
            json.writeObjectFieldStart("not");
            json.writeEndObject();
        } else if (property.shapes().size() == 1 && !property.isIgnored()) {
            shape(property.shapes().getFirst(), optional);
        } else if (!property.shapes().isEmpty()) {
            json.writeArrayFieldStart("anyOf");
            for (Shape shape : property.shapes()) {
                json.writeStartObject();
                shape(shape, optional);
                json.writeEndObject();
            }
            if (property.isIgnored()) {
                json.writeStartObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void type(String type, boolean optional) throws IOException {
        if (optional) {
            strings(json, "type", List.of(type, "null"));
        } else {
            json.writeStringField("type", type);
        }
    }

    private void shape(Shape shape, boolean optional) throws IOException {
        switch (shape) {
            case Shape.Text(TextRule rule) -> text(rule, optional);
            case Shape.Whole(int least, int most) -> {
                type("integer", optional);
                json.writeNumberField("minimum", least);
                json.writeNumberField("maximum", most);
            }
            case Shape.Flag() -> type("boolean", optional);
            case Shape.Word(List<String> allowed) -> {
                json.writeArrayFieldStart("enum");
                for (String word : allowed) {
                    json.writeString(word);
                }
                if (optional) {
                    json.writeNull();
                }
                json.writeEndArray();
            }
            case Shape.Scalar(Set<ScalarType> types) ->
                strings(
                        json,
                        "type",
                        Stream.concat(types.stream().map(ScalarType::title), optional ? Stream.of("null") : Stream.of())
                                .sorted()
                                .toList());
            case Shape.Mapping(FieldSketch fields) -> fields(fields, optional);
            case Shape.Items(Shape item, int least, int most) -> {
                type("array", optional);
                json.writeNumberField("minItems", least);
                json.writeNumberField("maxItems", most);
                json.writeObjectFieldStart("items");
                shape(item, false);
                json.writeEndObject();
            }
            case Shape.TextMap(int most, TextRule keys, TextRule values) -> {
                type("object", optional);
                json.writeNumberField("maxProperties", most);
                json.writeObjectFieldStart("propertyNames");
                text(keys, false);
                json.writeEndObject();
                json.writeObjectFieldStart("additionalProperties");
                text(values, false);
                json.writeEndObject();
            }
        }
    }

    private void text(TextRule rule, boolean optional) throws IOException {
        type("string", optional);
        json.writeStringField("description", "Must be " + rule.expected() + ".");
        if (rule.shortest() > 0) {
            json.writeNumberField("minLength", rule.shortest());
        }
        if (rule.longest() < Integer.MAX_VALUE) {
            json.writeNumberField("maxLength", rule.longest());
        }
        if (!rule.pattern().isEmpty()) {
            json.writeStringField("pattern", "^(?:" + rule.pattern() + ")$");
        }
        if (!rule.examples().isEmpty()) {
            strings(json, "examples", rule.examples());
        }
    }

    /** The condition that a field has a word. */
    static void when(JsonGenerator json, String field, String word) throws IOException {
        json.writeObjectFieldStart("if");
        strings(json, "required", List.of(field));
        json.writeObjectFieldStart("properties");
        json.writeObjectFieldStart(field);
        strings(json, "enum", List.of(word));
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    static void strings(JsonGenerator json, String field, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
