package dev.pointsman.pipeline.yaml;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.pointsman.pipeline.finding.FieldPath;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;

/**
 * A mapping on its way to a record: each field is asked for once, by name and type.
 *
 * <p>It exists so that reading is strict without saying so in every line: a missing, mistyped or unknown field is a finding with its
 * place, and reading goes on with a stand-in value, so that all findings come at once. Whoever reads must look at
 * {@link Findings#errors()} before using what came of it. A field whose value is null counts as absent, as in Kubernetes.
 *
 * <p>What a reader asks for is all there is to know about the fields of a kind, so it is also where schemas come from: the same reader,
 * given {@link SketchedFields}, says which fields there are and reads nothing.
 */
public abstract sealed class Fields permits MappingFields, SketchedFields {

    private static final TextRule ANY = new TextRule("text", 0, Integer.MAX_VALUE, text -> true);

    /** Reads a whole document that belongs to the named resource; at the end every field that was not asked for is a finding. */
    public static <T> T read(
            YamlNode.Mapping document, String resource, Findings findings, Function<Fields, T> reader) {
        Origin origin = new Origin(document.place(), resource, FieldPath.ROOT);
        return new MappingFields(document, origin, findings).finish(reader);
    }

    /** Where this mapping begins. */
    public abstract Origin origin();

    public abstract Findings findings();

    /** Whether the field is there and not null. */
    public abstract boolean has(String name);

    /** Where the field's value begins; where the mapping begins when it is absent. */
    public abstract Origin originOf(String name);

    /** Adds a finding when the field is absent. */
    public abstract boolean required(String name);

    // Single values

    /** A text that must be there. */
    public final Located<String> text(String name, TextRule rule) {
        return required(name) ? text(name, rule, "") : new Located<>("", origin());
    }

    /** A text that may be absent. */
    public abstract Located<String> text(String name, TextRule rule, String absent);

    /** A text about which only its type matters. */
    public final Located<String> anyText(String name, String absent) {
        return text(name, ANY, absent);
    }

    /** An integer that must be there, within bounds that are both allowed. */
    public final Located<Integer> integer(String name, int least, int most) {
        return required(name) ? integer(name, least, most, least) : new Located<>(least, origin());
    }

    /** An integer that may be absent, within bounds that are both allowed. */
    public abstract Located<Integer> integer(String name, int least, int most, int absent);

    public abstract Located<Boolean> flag(String name, boolean absent);

    /** One of a few words that must be there. */
    public final Located<String> choice(String name, List<String> allowed) {
        return required(name) ? choice(name, allowed, allowed.getFirst()) : new Located<>(allowed.getFirst(), origin());
    }

    /** One of a few words, which may be absent. */
    public abstract Located<String> choice(String name, List<String> allowed, String absent);

    /** A value of any other notation, of one of these types; the reader returns null after it has added a finding. */
    public abstract <T> Located<T> value(String name, T absent, Function<YamlNode, T> reader, ScalarType... types);

    // Mappings and lists

    /** A mapping that must be there. */
    public final <T> T mapping(String name, T absent, Function<Fields, T> reader) {
        return required(name) ? optionalMapping(name, absent, reader) : absent;
    }

    public abstract <T> T optionalMapping(String name, T absent, Function<Fields, T> reader);

    /** A list of mappings; an absent one is empty. Items that are no mappings are left out, after a finding. */
    public abstract <T> List<T> mappings(String name, int least, int most, Function<Fields, T> reader);

    /** A list of texts; an absent one is empty. */
    public abstract List<Located<String>> texts(String name, int least, int most, TextRule rule);

    /** A list of integers within bounds that are both allowed; an absent one is empty. */
    public abstract List<Located<Integer>> integers(String name, int leastItems, int mostItems, int least, int most);

    /** A mapping from text to text, sorted; an absent one is empty. */
    public abstract Map<String, String> textMap(String name, int most, TextRule keys, TextRule values);

    // Fields that are known and not read

    /** Fields of the standard that say nothing to a load balancer outside Kubernetes. */
    public abstract void ignored(String... names);

    /** Fields about which there is a finding already, so that another one would say nothing new. */
    public abstract void judged(String... names);

    /** A field of the standard that this version does not serve: a finding when it is there. */
    public abstract void notSupported(String name, String hint);

    /** A field that there is not and that people look for nevertheless: a finding with the reason when it is there, and in no schema. */
    public abstract void refused(String name, FindingCode code, String reason, String hint);
}
