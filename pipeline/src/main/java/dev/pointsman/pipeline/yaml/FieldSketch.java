package dev.pointsman.pipeline.yaml;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a reader asks of a mapping: which fields, of which types and bounds, and which of them must be there.
 *
 * <p>It exists so that schemas come from the readers themselves. A reader asks for other fields where a word says so ("type: CORS"), so it
 * is run many times, with words that differ from run to run, and what it asked for is put together. The runs are the same each time.
 */
public final class FieldSketch {

    /** Enough that the rarest combination of words that a reader of ours tells apart comes up many times. */
    private static final int RUNS = 500;

    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Presence always = new Presence();
    private final SortedMap<String, SortedMap<String, Presence>> byWord = new TreeMap<>();

    /** What one field takes. */
    public sealed interface Shape {
        record Text(TextRule rule) implements Shape {}

        record Whole(int least, int most) implements Shape {}

        record Flag() implements Shape {}

        record Word(List<String> allowed) implements Shape {}

        record Scalar(Set<ScalarType> types) implements Shape {}

        record Mapping(FieldSketch fields) implements Shape {}

        record Items(Shape item, int least, int most) implements Shape {}

        record TextMap(int most, TextRule keys, TextRule values) implements Shape {}
    }

    /** A field: everything that it may be, in the order in which it was asked for; nothing when it is only known. */
    public static final class Property {
        private final Map<String, Shape> shapes = new LinkedHashMap<>();
        private boolean refused;
        private boolean ignored;
        private String hint = "";

        public List<Shape> shapes() {
            return List.copyOf(shapes.values());
        }

        /** Whether the field may, in some company at least, be anything, because nobody looks at it. */
        public boolean isIgnored() {
            return ignored;
        }

        /** Whether the field is one of the standard's that is not served. */
        public boolean isRefused() {
            return refused && shapes.isEmpty();
        }

        /** What to do instead of a refused field; may be empty. */
        public String hint() {
            return hint;
        }
    }

    /** Which fields were there each time. */
    private static final class Presence {
        private Set<String> required;

        private void add(Set<String> seen) {
            if (required == null) {
                required = new TreeSet<>(seen);
            } else {
                required.retainAll(seen);
            }
        }
    }

    private FieldSketch() {}

    /** Runs a reader to see what it asks for. */
    public static FieldSketch of(Consumer<Fields> reader) {
        FieldSketch sketch = new FieldSketch();
        for (int run = 0; run < RUNS; run++) {
            SketchedFields fields = new SketchedFields(sketch, new SketchedFields.Turns(run));
            fields.finish(asked -> {
                reader.accept(asked);
                return null;
            });
        }
        return sketch;
    }

    /** The fields by name, in the order in which they were asked for. */
    public Map<String, Property> properties() {
        return Collections.unmodifiableMap(properties);
    }

    /** The fields that must be there whatever the others say. */
    public Set<String> required() {
        return always.required == null ? Set.of() : Collections.unmodifiableSet(always.required);
    }

    /** By field and its word: the further fields that must be there when it has that word. */
    public SortedMap<String, SortedMap<String, Set<String>>> requiredByWord() {
        SortedMap<String, SortedMap<String, Set<String>>> further = new TreeMap<>();
        byWord.forEach((field, words) -> words.forEach((word, presence) -> {
            Set<String> required = new TreeSet<>(presence.required);
            required.removeAll(required());
            required.remove(field);
            if (!required.isEmpty()) {
                further.computeIfAbsent(field, any -> new TreeMap<>()).put(word, required);
            }
        }));
        return further;
    }

    Property property(String name) {
        return properties.computeIfAbsent(name, any -> new Property());
    }

    void add(String name, Shape shape) {
        property(name).shapes.putIfAbsent(key(shape), shape);
    }

    /** Rules are told apart by what they say, because some are made anew for each reading. */
    private static String key(Shape shape) {
        return switch (shape) {
            case Shape.Text(TextRule rule) -> "text " + rule.expected() + " " + rule.shortest() + " " + rule.longest();
            case Shape.Items(Shape item, int least, int most) -> "items " + least + " " + most + " " + key(item);
            case Shape.Mapping mapping -> "mapping";
            case Shape.TextMap map -> "map";
            case Shape.Whole whole -> whole.toString();
            case Shape.Flag flag -> "flag";
            case Shape.Word word -> word.toString();
            case Shape.Scalar scalar -> scalar.toString();
        };
    }

    /** The sketch of the mapping that a field is, made when it is asked for first. */
    FieldSketch nested(String name) {
        add(name, new Shape.Mapping(new FieldSketch()));
        return ((Shape.Mapping) property(name).shapes.get("mapping")).fields();
    }

    /** The sketch of the mappings that a field lists. */
    FieldSketch nestedItems(String name, int least, int most) {
        Shape.Items shape = new Shape.Items(new Shape.Mapping(new FieldSketch()), least, most);
        add(name, shape);
        Shape.Items first = (Shape.Items) property(name).shapes.get(key(shape));
        return ((Shape.Mapping) first.item()).fields();
    }

    void refuse(String name, String hint) {
        Property property = property(name);
        property.refused = true;
        property.hint = hint;
    }

    void know(String... names) {
        Arrays.stream(names).forEach(this::property);
    }

    void ignore(String... names) {
        Arrays.stream(names).forEach(name -> property(name).ignored = true);
    }

    /** Ends one reading, in which these fields had to be there and these had these words. */
    void visit(Set<String> required, Map<String, String> words) {
        always.add(required);
        words.forEach((field, word) -> byWord.computeIfAbsent(field, any -> new TreeMap<>())
                .computeIfAbsent(word, any -> new Presence())
                .add(required));
    }
}
