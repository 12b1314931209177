package dev.pointsman.pipeline.vpc.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * An object of a JSON document, with the way that leads to it, so that what is wrong is told with its place.
 *
 * @param path for instance {@code RouteTables[3].Routes[1]}
 * @param node the object
 */
record JsonItem(String path, JsonNode node) {

    /** A text that must be there. */
    String text(String field) throws VpcDocumentException {
        String value = text(field, null);
        if (value == null) {
            throw new VpcDocumentException(at(field) + " is missing");
        }
        return value;
    }

    /** A text; the other when it is absent or null. */
    String text(String field, String absent) throws VpcDocumentException {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isTextual()) {
            throw new VpcDocumentException(at(field) + " is not a text");
        }
        return value.textValue();
    }

    boolean flag(String field, boolean absent) throws VpcDocumentException {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw new VpcDocumentException(at(field) + " is neither true nor false");
        }
        return value.booleanValue();
    }

    int number(String field, int absent) throws VpcDocumentException {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.canConvertToInt()) {
            throw new VpcDocumentException(at(field) + " is not a whole number");
        }
        return value.intValue();
    }

    Ipv4Block cidr(String field) throws VpcDocumentException {
        String value = text(field);
        try {
            return Ipv4Block.around(value);
        } catch (IllegalArgumentException wrong) {
            throw new VpcDocumentException(at(field) + ": " + Quoted.of(value) + " is not a block of IPv4 addresses");
        }
    }

    /** An object; an empty one when it is absent. */
    JsonItem object(String field) {
        return new JsonItem(at(field), node.path(field));
    }

    /** The objects of a list; none when it is absent. */
    List<JsonItem> items(String field) throws VpcDocumentException {
        JsonNode list = node.path(field);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw new VpcDocumentException(at(field) + " is not a list");
        }
        List<JsonItem> items = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            JsonItem item = new JsonItem(at(field) + "[" + index + "]", list.get(index));
            if (!item.node().isObject()) {
                throw new VpcDocumentException(item.path() + " is not an object");
            }
            items.add(item);
        }
        return items;
    }

    /** One field of each object of a list, where it is there. */
    List<String> texts(String list, String field) throws VpcDocumentException {
        List<String> texts = new ArrayList<>();
        for (JsonItem item : items(list)) {
            String value = item.text(field, null);
            if (value != null) {
                texts.add(value);
            }
        }
        return texts;
    }

    /** One block of addresses of each object of a list, where it is there. */
    List<Ipv4Block> cidrs(String list, String field) throws VpcDocumentException {
        List<Ipv4Block> cidrs = new ArrayList<>();
        for (JsonItem item : items(list)) {
            if (item.node().hasNonNull(field)) {
                cidrs.add(item.cidr(field));
            }
        }
        return cidrs;
    }

    Map<String, String> tags() throws VpcDocumentException {
        Map<String, String> tags = new TreeMap<>();
        for (JsonItem tag : items("Tags")) {
            tags.put(tag.text("Key"), tag.text("Value", ""));
        }
        return tags;
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
