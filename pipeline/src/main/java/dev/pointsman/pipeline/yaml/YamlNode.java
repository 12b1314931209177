package dev.pointsman.pipeline.yaml;

import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Quoted;

/** A piece of YAML with the place where it begins; an alias is the very node that its anchor names. */
public sealed interface YamlNode {

    Place place();

    /** How many scalars, sequences and mappings it holds, itself included, every alias counted as what it stands for. */
    int size();

    /** What it is, for messages: {@code the integer "80"}, {@code a list}. */
    String description();

    /**
     * A single value.
     *
     * @param text as written, without quotes and escapes
     * @param type what the text means in YAML's core schema; text in quotes is always a string
     */
    record Scalar(Place place, String text, ScalarType type) implements YamlNode {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public String description() {
            return type == ScalarType.NULL ? "nothing" : "the " + type.title() + " " + Quoted.of(text);
        }
    }

    /** A list. */
    record Sequence(Place place, List<YamlNode> items, int size) implements YamlNode {
        @Override
        public String description() {
            return "a list";
        }
    }

    /** Keys with values, in the order in which they were written. */
    record Mapping(Place place, Map<String, Entry> entries, int size) implements YamlNode {
        @Override
        public String description() {
            return "a mapping";
        }
    }

    /** A value and the place of its key. */
    record Entry(Place keyPlace, YamlNode value) {}
}
