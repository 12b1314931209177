package dev.pointsman.pipeline.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;

/** The fields of a mapping that somebody wrote. */
final class MappingFields extends Fields {
    private final YamlNode.Mapping mapping;
    private final Origin origin;
    private final Findings findings;
    private final Set<String> known = new TreeSet<>();

    MappingFields(YamlNode.Mapping mapping, Origin origin, Findings findings) {
        this.mapping = mapping;
        this.origin = origin;
        this.findings = findings;
    }

    <T> T finish(Function<Fields, T> reader) {
        T value = reader.apply(this);
        mapping.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                Origin place = new Origin(entry.keyPlace(), origin.resource(), origin.path());
                findings.error(
                        FindingCode.UNKNOWN_FIELD,
                        place,
                        "there is no field " + Quoted.of(name) + " here",
                        () -> Suggestion.hint(name, known));
            }
        });
        return value;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public boolean has(String name) {
        return node(name) != null;
    }

    @Override
    public Origin originOf(String name) {
        YamlNode node = node(name);
        return node == null
                ? origin
                : new Origin(node.place(), origin.resource(), origin.path().field(name));
    }

    private YamlNode node(String name) {
        known.add(name);
        YamlNode.Entry entry = mapping.entries().get(name);
        return entry == null || Scalars.isNull(entry.value()) ? null : entry.value();
    }

    // Single values

    @Override
    public Located<String> text(String name, TextRule rule, String absent) {
        return value(name, absent, node -> Scalars.text(node, originOf(name), rule, findings));
    }

    @Override
    public Located<Integer> integer(String name, int least, int most, int absent) {
        return value(name, absent, node -> Scalars.integer(node, originOf(name), least, most, findings));
    }

    @Override
    public Located<Boolean> flag(String name, boolean absent) {
        return value(name, absent, node -> Scalars.flag(node, originOf(name), findings));
    }

    @Override
    public Located<String> choice(String name, List<String> allowed, String absent) {
        return value(name, absent, node -> Scalars.choice(node, originOf(name), allowed, findings));
    }

    @Override
    public <T> Located<T> value(String name, T absent, Function<YamlNode, T> reader, ScalarType... types) {
        YamlNode node = node(name);
        T value = node == null ? null : reader.apply(node);
        return new Located<>(value == null ? absent : value, originOf(name));
    }

    @Override
    public boolean required(String name) {
        boolean present = has(name);
        boolean isNull = !present && mapping.entries().containsKey(name);
        if (!present) {
            findings.error(
                    FindingCode.MISSING_FIELD,
                    origin,
                    "the field " + Quoted.of(name) + (isNull ? " has no value" : " is missing"),
                    () -> isNull ? "" : slip(name));
        }
        return present;
    }

    /** A missing field beside an unknown one is often one mistake. */
    private String slip(String name) {
        return Suggestion.nearest(name, mapping.entries().keySet())
                .map(near -> "Is " + Quoted.of(near) + " a slip?")
                .orElse("");
    }

    // Mappings and lists

    @Override
    public <T> T optionalMapping(String name, T absent, Function<Fields, T> reader) {
        return value(name, absent, node -> fields(node, originOf(name), reader)).value();
    }

    private <T> T fields(YamlNode node, Origin at, Function<Fields, T> reader) {
        if (node instanceof YamlNode.Mapping nested) {
            return new MappingFields(nested, at, findings).finish(reader);
        }
        Scalars.wrongType(node, at, "a mapping", findings);
        return null;
    }

    @Override
    public <T> List<T> mappings(String name, int least, int most, Function<Fields, T> reader) {
        return items(name, least, most, (node, at) -> fields(node, at, reader));
    }

    @Override
    public List<Located<String>> texts(String name, int least, int most, TextRule rule) {
        return items(name, least, most, (node, at) -> {
            String text = Scalars.text(node, at, rule, findings);
            return text == null ? null : new Located<>(text, at);
        });
    }

    @Override
    public List<Located<Integer>> integers(String name, int leastItems, int mostItems, int least, int most) {
        return items(name, leastItems, mostItems, (node, at) -> {
            Integer value = Scalars.integer(node, at, least, most, findings);
            return value == null ? null : new Located<>(value, at);
        });
    }

    private <T> List<T> items(String name, int least, int most, Lists.Item<T> reader) {
        YamlNode node = node(name);
        return node == null ? List.of() : Lists.read(node, originOf(name), least, most, findings, reader);
    }

    @Override
    public Map<String, String> textMap(String name, int most, TextRule keys, TextRule values) {
        Map<String, String> read = new TreeMap<>();
        YamlNode node = node(name);
        if (node == null) {
            return read;
        }
        Origin at = originOf(name);
        if (!(node instanceof YamlNode.Mapping map)) {
            Scalars.wrongType(node, at, "a mapping", findings);
            return read;
        }
        if (map.entries().size() > most) {
            findings.error(
                    FindingCode.WRONG_COUNT,
                    at,
                    "the mapping has " + map.entries().size() + " keys; at most " + most + " are allowed",
                    "");
        }
        map.entries().forEach((key, entry) -> {
            Origin keyAt = new Origin(entry.keyPlace(), origin.resource(), at.path());
            Origin valueAt = new Origin(
                    entry.value().place(), origin.resource(), at.path().field(key));
            String value = Scalars.text(entry.value(), valueAt, values, findings);
            if (Scalars.accepts(key, keyAt, keys, findings) && value != null) {
                read.put(key, value);
            }
        });
        return read;
    }

    // Fields that are known and not read

    @Override
    public void ignored(String... names) {
        known.addAll(Arrays.asList(names));
    }

    @Override
    public void judged(String... names) {
        ignored(names);
    }

    @Override
    public void notSupported(String name, String hint) {
        refused(
                name,
                FindingCode.NOT_SUPPORTED,
                "this version of Pointsman does not serve the field " + Quoted.of(name),
                hint);
    }

    @Override
    public void refused(String name, FindingCode code, String reason, String hint) {
        if (has(name)) {
            findings.error(code, originOf(name), reason, hint);
        }
    }
}
