package dev.pointsman.pipeline.yaml;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import dev.pointsman.pipeline.finding.FieldPath;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Place;

/**
 * A mapping of which nothing is there: it notes what it is asked for.
 *
 * <p>Every answer is a stand-in, as after a finding, and counts as one; readers go on with those and make nothing of them. Where a reader
 * goes one way or another by a word or by whether a field is there, it is sent each way in turn.
 */
final class SketchedFields extends Fields {

    private static final Origin NOWHERE = new Origin(Place.ofFile("schema"), "", FieldPath.ROOT);

    private final FieldSketch sketch;
    private final Turns turns;
    private final Findings findings = new Findings();
    private final Set<String> required = new TreeSet<>();
    private final Map<String, String> words = new TreeMap<>();

    /** Which way is taken where there are several: other ones in each run, and the same ones in the same run. */
    static final class Turns {
        private static final long MULTIPLIER = 6364136223846793005L;
        private static final long INCREMENT = 1442695040888963407L;

        private long state;

        Turns(int run) {
            state = run * MULTIPLIER + INCREMENT;
        }

        /** A number from 0 to one less than that many. */
        int next(int many) {
            state = state * MULTIPLIER + INCREMENT;
            return (int) Long.remainderUnsigned(state >>> 33, many);
        }
    }

    SketchedFields(FieldSketch sketch, Turns turns) {
        this.sketch = sketch;
        this.turns = turns;
    }

    <T> T finish(Function<Fields, T> reader) {
        T value = reader.apply(this);
        sketch.visit(required, words);
        return value;
    }

    private <T> Located<T> standIn(T value) {
        findings.error(FindingCode.MISSING_FIELD, NOWHERE, "nothing is there", "");
        return new Located<>(value, NOWHERE);
    }

    @Override
    public Origin origin() {
        return NOWHERE;
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public boolean has(String name) {
        sketch.know(name);
        return turns.next(2) == 0;
    }

    @Override
    public Origin originOf(String name) {
        return NOWHERE;
    }

    @Override
    public boolean required(String name) {
        sketch.know(name);
        required.add(name);
        return true;
    }

    @Override
    public Located<String> text(String name, TextRule rule, String absent) {
        sketch.add(name, new FieldSketch.Shape.Text(rule));
        if (rule.examples().isEmpty()) {
            return standIn(absent);
        }
        String word = rule.examples().get(turns.next(rule.examples().size()));
        words.put(name, word);
        return standIn(word);
    }

    @Override
    public Located<Integer> integer(String name, int least, int most, int absent) {
        sketch.add(name, new FieldSketch.Shape.Whole(least, most));
        return standIn(absent);
    }

    @Override
    public Located<Boolean> flag(String name, boolean absent) {
        sketch.add(name, new FieldSketch.Shape.Flag());
        return standIn(absent);
    }

    @Override
    public Located<String> choice(String name, List<String> allowed, String absent) {
        sketch.add(name, new FieldSketch.Shape.Word(allowed));
        String word = allowed.get(turns.next(allowed.size()));
        words.put(name, word);
        return standIn(word);
    }

    @Override
    public <T> Located<T> value(String name, T absent, Function<YamlNode, T> reader, ScalarType... types) {
        sketch.add(name, new FieldSketch.Shape.Scalar(EnumSet.copyOf(Arrays.asList(types))));
        return standIn(absent);
    }

    @Override
    public <T> T optionalMapping(String name, T absent, Function<Fields, T> reader) {
        T value = nested(sketch.nested(name), reader);
        return value == null ? absent : value;
    }

    @Override
    public <T> List<T> mappings(String name, int least, int most, Function<Fields, T> reader) {
        T value = nested(sketch.nestedItems(name, least, most), reader);
        return value == null ? List.of() : List.of(value);
    }

    /** What is noted further down counts as a finding here as well. */
    private <T> T nested(FieldSketch within, Function<Fields, T> reader) {
        standIn("");
        return new SketchedFields(within, turns).finish(reader);
    }

    @Override
    public List<Located<String>> texts(String name, int least, int most, TextRule rule) {
        sketch.add(name, new FieldSketch.Shape.Items(new FieldSketch.Shape.Text(rule), least, most));
        standIn("");
        return List.of();
    }

    @Override
    public List<Located<Integer>> integers(String name, int leastItems, int mostItems, int least, int most) {
        sketch.add(name, new FieldSketch.Shape.Items(new FieldSketch.Shape.Whole(least, most), leastItems, mostItems));
        standIn("");
        return List.of();
    }

    @Override
    public Map<String, String> textMap(String name, int most, TextRule keys, TextRule values) {
        sketch.add(name, new FieldSketch.Shape.TextMap(most, keys, values));
        standIn("");
        return Map.of();
    }

    @Override
    public void ignored(String... names) {
        sketch.ignore(names);
    }

    @Override
    public void judged(String... names) {
        sketch.know(names);
    }

    @Override
    public void notSupported(String name, String hint) {
        sketch.refuse(name, hint);
    }

    @Override
    public void refused(String name, FindingCode code, String reason, String hint) {
        // Not a field: what a schema does not know, it refuses.
    }
}
