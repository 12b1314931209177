package dev.pointsman.pipeline.yaml;

import java.util.Arrays;
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
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;

/**
 * A mapping on its way to a record: each field is asked for once, by name and type.
 *
 * <p>It exists so that reading is strict without saying so in every line: a missing, mistyped or unknown field is a finding with its
 * place, and reading goes on with a stand-in value, so that all findings come at once. Whoever reads must look at
 * {@link Findings#errors()} before using what came of it. A field whose value is null counts as absent, as in Kubernetes.
 */
public final class Fields {

    private static final TextRule ANY = new TextRule("text", 0, Integer.MAX_VALUE, text -> true);

    private final YamlNode.Mapping mapping;
    private final Origin origin;
    private final Findings findings;
    private final Set<String> known = new TreeSet<>();

    private Fields(YamlNode.Mapping mapping, Origin origin, Findings findings) {
        this.mapping = mapping;
        this.origin = origin;
        this.findings = findings;
    }

    /** Reads a whole document that belongs to the named resource; at the end every field that was not asked for is a finding. */
    public static <T> T read(
            YamlNode.Mapping document, String resource, Findings findings, Function<Fields, T> reader) {
        Origin origin = new Origin(document.place(), resource, FieldPath.ROOT);
        return new Fields(document, origin, findings).finish(reader);
    }

    private <T> T finish(Function<Fields, T> reader) {
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

    /** Where this mapping begins. */
    public Origin origin() {
        return origin;
    }

    public Findings findings() {
        return findings;
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return node(name) != null;
    }

    /** Where the field's value begins; where the mapping begins when it is absent. */
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

    /** A text that must be there. */
    public Located<String> text(String name, TextRule rule) {
        return required(name) ? text(name, rule, "") : new Located<>("", origin);
    }

    /** A text that may be absent. */
    public Located<String> text(String name, TextRule rule, String absent) {
        return value(name, absent, node -> Scalars.text(node, originOf(name), rule, findings));
    }

    /** An integer that must be there, within bounds that are both allowed. */
    public Located<Integer> integer(String name, int least, int most) {
        return required(name) ? integer(name, least, most, least) : new Located<>(least, origin);
    }

    /** An integer that may be absent, within bounds that are both allowed. */
    public Located<Integer> integer(String name, int least, int most, int absent) {
        return value(name, absent, node -> Scalars.integer(node, originOf(name), least, most, findings));
    }

    public Located<Boolean> flag(String name, boolean absent) {
        return value(name, absent, node -> Scalars.flag(node, originOf(name), findings));
    }

    /** One of a few words that must be there. */
    public Located<String> choice(String name, List<String> allowed) {
        return required(name) ? choice(name, allowed, allowed.getFirst()) : new Located<>(allowed.getFirst(), origin);
    }

    /** One of a few words, which may be absent. */
    public Located<String> choice(String name, List<String> allowed, String absent) {
        return value(name, absent, node -> Scalars.choice(node, originOf(name), allowed, findings));
    }

    /** A value of any other notation; the reader returns null after it has added a finding. */
    public <T> Located<T> value(String name, T absent, Function<YamlNode, T> reader) {
        YamlNode node = node(name);
        T value = node == null ? null : reader.apply(node);
        return new Located<>(value == null ? absent : value, originOf(name));
    }

    /** Adds a finding when the field is absent. */
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

    /** A mapping that must be there. */
    public <T> T mapping(String name, T absent, Function<Fields, T> reader) {
        return required(name) ? optionalMapping(name, absent, reader) : absent;
    }

    public <T> T optionalMapping(String name, T absent, Function<Fields, T> reader) {
        return value(name, absent, node -> fields(node, originOf(name), reader)).value();
    }

    private <T> T fields(YamlNode node, Origin at, Function<Fields, T> reader) {
        if (node instanceof YamlNode.Mapping nested) {
            return new Fields(nested, at, findings).finish(reader);
        }
        Scalars.wrongType(node, at, "a mapping", findings);
        return null;
    }

    /** A list of mappings; an absent one is empty. Items that are no mappings are left out, after a finding. */
    public <T> List<T> mappings(String name, int least, int most, Function<Fields, T> reader) {
        return items(name, least, most, (node, at) -> fields(node, at, reader));
    }

    /** A list of texts; an absent one is empty. */
    public List<Located<String>> texts(String name, int least, int most, TextRule rule) {
        return items(name, least, most, (node, at) -> {
            String text = Scalars.text(node, at, rule, findings);
            return text == null ? null : new Located<>(text, at);
        });
    }

    /** A list of integers within bounds that are both allowed; an absent one is empty. */
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

    /** A mapping from text to text, sorted; an absent one is empty. */
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

    /** Fields of the standard that say nothing to a load balancer outside Kubernetes. */
    public void ignored(String... names) {
        known.addAll(Arrays.asList(names));
    }

    /** A field of the standard that this version does not serve: a finding when it is there. */
    public void notSupported(String name, String hint) {
        if (has(name)) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    originOf(name),
                    "this version of Pointsman does not serve the field " + Quoted.of(name),
                    hint);
        }
    }

    /** A text about which only its type matters. */
    public Located<String> anyText(String name, String absent) {
        return text(name, ANY, absent);
    }
}
