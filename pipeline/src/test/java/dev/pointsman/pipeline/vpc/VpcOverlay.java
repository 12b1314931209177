package dev.pointsman.pipeline.vpc;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lays a part of a VPC over a whole one: a resource with an id that is there takes its place, a list that is null takes the list away. */
public final class VpcOverlay {

    private static final ObjectMapper JSON = new ObjectMapper();

    private VpcOverlay() {}

    public static String lay(String base, String over) throws IOException {
        ObjectNode vpc = (ObjectNode) JSON.readTree(base);
        for (Map.Entry<String, JsonNode> section : JSON.readTree(over).properties()) {
            if (section.getValue().isNull()) {
                vpc.remove(section.getKey());
            } else {
                Map<String, JsonNode> byId = new LinkedHashMap<>();
                vpc.path(section.getKey()).forEach(item -> byId.put(id(section.getKey(), item), item));
                section.getValue().forEach(item -> byId.put(id(section.getKey(), item), item));
                ArrayNode list = vpc.putArray(section.getKey());
                byId.values().forEach(list::add);
            }
        }
        return JSON.writeValueAsString(vpc);
    }

    private static String id(String section, JsonNode item) {
        String field = section.substring(0, section.length() - 1) + "Id";
        return switch (section) {
            case "SecurityGroups" -> item.path("GroupId").asText();
            case "Reservations" -> item.path("Instances").toString();
            default -> item.path(field).asText();
        };
    }
}
