package dev.pointsman.pipeline.comparison.show;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.pointsman.pipeline.comparison.Comparison;

/**
 * A comparison for programs: {@code {"change", "radius": {…}, "traffic": [{"who", "before", "after", "example"}], "items": [{"action",
 * "kind", "name", "details"}], "nodes": [{"node", "action", "why", "install"}], "routes": [{"group", "destination", "tables", "action",
 * "why"}]}}.
 */
public final class ChangeJson {

    private ChangeJson() {}

    public static String render(Comparison comparison) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartObject();
            json.writeBooleanField("change", !comparison.isNoChange());
            write(comparison.radius(), json);
            json.writeArrayFieldStart("traffic");
            for (Comparison.Traffic traffic : comparison.traffic()) {
                json.writeStartObject();
                json.writeStringField("who", traffic.who());
                json.writeStringField("before", traffic.before());
                json.writeStringField("after", traffic.after());
                json.writeStringField("example", traffic.example());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("items");
            for (Comparison.Item item : comparison.items()) {
                json.writeStartObject();
                json.writeStringField("action", word(item.action()));
                json.writeStringField("kind", item.kind());
                json.writeStringField("name", item.name());
                texts("details", item.details(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("nodes");
            for (Comparison.NodeStep node : comparison.nodes()) {
                json.writeStartObject();
                json.writeStringField("node", node.node());
                json.writeStringField("action", word(node.action()));
                texts("why", node.why(), json);
                texts("install", node.install(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("routes");
            for (Comparison.VpcRoute route : comparison.routes()) {
                json.writeStartObject();
                json.writeStringField("group", route.group());
                json.writeStringField("destination", route.destination());
                json.writeStringField("tables", route.tables());
                json.writeStringField("action", word(route.action()));
                json.writeStringField("why", route.why());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private static void write(Comparison.Radius radius, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("radius");
        json.writeNumberField("rules", radius.rules());
        json.writeNumberField("allRules", radius.allRules());
        json.writeNumberField("hosts", radius.hosts());
        json.writeNumberField("allHosts", radius.allHosts());
        json.writeNumberField("reloads", radius.reloads());
        json.writeNumberField("runtime", radius.runtime());
        json.writeNumberField("allNodes", radius.allNodes());
        json.writeNumberField("vpcRoutes", radius.vpcRoutes());
        json.writeEndObject();
    }

    private static void texts(String field, List<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static String word(Enum<?> action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
