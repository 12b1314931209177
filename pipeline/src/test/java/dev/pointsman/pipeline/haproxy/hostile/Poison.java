package dev.pointsman.pipeline.haproxy.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What could end a word, a line or a file, and every place of a document where it may be put. */
final class Poison {

    /** What no text of definitions should take, or only as it is. */
    static final List<String> WORST = List.of(
            "'",
            "\"",
            "\\",
            "%[src]",
            "#",
            "a b",
            "{ path / }",
            "-f /etc/passwd",
            "../../etc/passwd",
            "\n",
            "\n    bind 0.0.0.0:6666\n",
            "a\nfrontend evil\n    bind 0.0.0.0:6666",
            "\r\n",
            "\0",
            "\t",
            "\u0085",
            "\u2028",
            "\u00e9",
            "\ud83d\ude00",
            "x".repeat(10_000),
            "'".repeat(4_000),
            "\\".repeat(1_000),
            "%[".repeat(500),
            "(".repeat(300),
            "[a-".repeat(100),
            "(a|b)".repeat(150),
            "a{255}".repeat(150),
            ".*".repeat(8));

    /** The same, and what merely looks like HAProxy's language. */
    static final List<String> VALUES = Stream.concat(HostileValues.VALUES.stream(), WORST.stream())
            .distinct()
            .toList();

    private Poison() {}

    /**
     * A text in a document.
     *
     * @param path where it stands, as findings write it
     * @param name of the field that holds it, or holds its list
     * @param text as it is
     * @param put puts another text there
     */
    record Place(String path, String name, String text, Consumer<String> put) {}

    /** Every text of the document. */
    static List<Place> places(JsonObject document) {
        List<Place> places = new ArrayList<>();
        collect("", "", document, places);
        return places;
    }

    private static void collect(String path, String name, Object node, List<Place> places) {
        if (node instanceof JsonObject object) {
            for (String field : List.copyOf(object.fieldNames())) {
                String below = path.isEmpty() ? field : path + "." + field;
                if (object.getValue(field) instanceof String text) {
                    places.add(new Place(below, field, text, other -> object.put(field, other)));
                } else {
                    collect(below, field, object.getValue(field), places);
                }
            }
        } else if (node instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                String below = path + "[" + i + "]";
                if (array.getValue(i) instanceof String text) {
                    places.add(new Place(below, name, text, other -> array.set(at, other)));
                } else {
                    collect(below, name, array.getValue(i), places);
                }
            }
        }
    }

    /** The text with one of the values in its place, after it, or somewhere in it. */
    static String spoilt(String text, Random random) {
        String poison = VALUES.get(random.nextInt(VALUES.size()));
        return switch (random.nextInt(3)) {
            case 0 -> poison;
            case 1 -> text + poison;
            default -> {
                int at = random.nextInt(text.length() + 1);
                yield text.substring(0, at) + poison + text.substring(at);
            }
        };
    }
}
