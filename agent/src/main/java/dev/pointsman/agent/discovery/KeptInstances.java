package dev.pointsman.agent.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;

/**
 * {@code instances.json}: the instances that a generation was rendered with, kept inside it.
 *
 * <p>It exists so that what is known cannot differ from what is served, and a node that starts while EC2 does not answer goes on from there.
 */
public final class KeptInstances {

    public static final String FILE = "instances.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private KeptInstances() {}

    public static String render(KnownInstances known) throws JsonProcessingException {
        ObjectNode root = MAPPER.createObjectNode().put("vpcId", known.vpcId());
        ArrayNode selectors = root.putArray("selectors");
        known.bySelector().forEach((selector, following) -> {
            ObjectNode entry = selectors.addObject();
            ObjectNode tags = entry.putObject("tags");
            selector.tags().forEach(tags::put);
            entry.put("startingToo", selector.startingToo());
            ArrayNode instances = entry.putArray("instances");
            following
                    .instances()
                    .forEach(instance -> instances
                            .addObject()
                            .put("address", instance.address())
                            .put("id", instance.id())
                            .put("zone", instance.zone()));
        });
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** Reads them back; nothing where a generation selects none. Throws IOException when the file is damaged. */
    public static KnownInstances of(Path generation) throws IOException {
        Path file = generation.resolve(FILE);
        if (!Files.exists(file)) {
            return KnownInstances.NONE;
        }
        try {
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            SortedMap<InstanceSelector, Following> known = new TreeMap<>();
            for (JsonNode entry : root.required("selectors")) {
                Map<String, String> tags = new TreeMap<>();
                entry.required("tags")
                        .properties()
                        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
                List<FoundInstance> instances = new ArrayList<>();
                for (JsonNode instance : entry.required("instances")) {
                    instances.add(new FoundInstance(
                            instance.required("address").asText(),
                            instance.required("id").asText(),
                            instance.required("zone").asText()));
                }
                known.put(
                        new InstanceSelector(tags, entry.required("startingToo").asBoolean()),
                        new Following(instances, false));
            }
            return new KnownInstances(root.required("vpcId").asText(), known);
        } catch (IllegalArgumentException e) {
            throw new IOException("failed to read \"" + file + "\": " + e.getMessage(), e);
        }
    }
}
