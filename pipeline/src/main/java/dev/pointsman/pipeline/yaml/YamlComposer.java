package dev.pointsman.pipeline.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Quoted;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Builds nodes from parser events.
 *
 * <p>SnakeYAML Engine has a composer of its own; this one exists because definitions are untrusted: it stops at a nesting depth before the
 * stack is at risk, counts what aliases stand for before anybody walks through it, and keeps the place of every key.
 */
final class YamlComposer {

    /** Deeper than any definition, shallower than any stack. */
    static final int DEEPEST = 50;

    /** Nodes of one file with its aliases spelled out; a file of the greatest size, without aliases, stays below. */
    static final int MOST_NODES = 1_000_000;

    static final String STAR_NEEDS_QUOTES = "Text that begins with a star needs quotes: \"*.example.com\".";

    private static final String TAG_PREFIX = "tag:yaml.org,2002:";

    private final String file;
    private final Parser events;
    private final Consumer<YamlProblem> faults;
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private final Set<Anchor> open = new HashSet<>();
    private long nodes;

    /** The faults are those that reading can go on after; every other one is thrown. */
    YamlComposer(String file, Parser events, Consumer<YamlProblem> faults) {
        this.file = file;
        this.events = events;
        this.faults = faults;
    }

    /** Hands over each document as soon as it is complete; empty ones are passed over. Throws YamlProblem at the first fault. */
    void compose(Consumer<YamlNode> documents) {
        take();
        while (!events.checkEvent(Event.ID.StreamEnd)) {
            take();
            anchors.clear();
            YamlNode root = node(0);
            take();
            if (!(root instanceof YamlNode.Scalar(Place place, String text, ScalarType type)
                    && type == ScalarType.NULL)) {
                documents.accept(root);
            }
        }
    }

    private Event take() {
        return events.next();
    }

    private YamlNode node(int depth) {
        Event event = take();
        Place place = place(event);
        if (depth > DEEPEST) {
            throw new YamlProblem(
                    FindingCode.YAML_LIMIT,
                    place,
                    "the YAML nests deeper than " + DEEPEST + " levels",
                    "No definition needs more than a dozen.");
        }
        return switch (event) {
            case AliasEvent alias -> count(aliased(alias, place), place);
            case ScalarEvent scalar -> named(scalar.getAnchor(), count(scalar(scalar, place), place));
            case SequenceStartEvent start -> within(start.getAnchor(), () -> sequence(start, place, depth));
            case MappingStartEvent start -> within(start.getAnchor(), () -> mapping(start, place, depth));
            default -> throw new IllegalStateException("unexpected YAML event " + event.getEventId());
        };
    }

    private YamlNode aliased(AliasEvent alias, Place place) {
        if (open.contains(alias.getAlias())) {
            throw new YamlProblem(
                    FindingCode.YAML_LIMIT,
                    place,
                    "alias \"*" + alias.getAlias() + "\" stands inside the very node that it names",
                    "Write the value out.");
        }
        YamlNode node = anchors.get(alias.getAlias());
        if (node == null) {
            throw new YamlProblem(
                    FindingCode.YAML_SYNTAX,
                    place,
                    "alias " + Quoted.of("*" + alias.getAlias()) + " names no anchor of this document",
                    STAR_NEEDS_QUOTES);
        }
        return node;
    }

    private YamlNode within(Optional<Anchor> anchor, Supplier<YamlNode> collection) {
        anchor.ifPresent(open::add);
        YamlNode node = collection.get();
        anchor.ifPresent(open::remove);
        return named(anchor, node);
    }

    private YamlNode named(Optional<Anchor> anchor, YamlNode node) {
        anchor.ifPresent(name -> anchors.put(name, node));
        return node;
    }

    private YamlNode count(YamlNode node, Place place) {
        nodes += node.size();
        if (nodes > MOST_NODES) {
            throw new YamlProblem(
                    FindingCode.YAML_LIMIT,
                    place,
                    "with its aliases spelled out the file holds more than " + MOST_NODES + " values",
                    "Write values out instead of nesting aliases.");
        }
        return node;
    }

    private YamlNode scalar(ScalarEvent event, Place place) {
        String text = event.getValue();
        Optional<String> tag = event.getTag();
        if (tag.isEmpty()) {
            return new YamlNode.Scalar(place, text, event.isPlain() ? ScalarType.ofPlain(text) : ScalarType.STRING);
        }
        ScalarType plain = ScalarType.ofPlain(text);
        ScalarType type = switch (tag.get()) {
            case "!", TAG_PREFIX + "str" -> ScalarType.STRING;
            case TAG_PREFIX + "int" -> ScalarType.INTEGER;
            case TAG_PREFIX + "float" -> ScalarType.NUMBER;
            case TAG_PREFIX + "bool" -> ScalarType.BOOLEAN;
            case TAG_PREFIX + "null" -> ScalarType.NULL;
            default -> throw unknownTag(tag.get(), place);
        };
        if (type != ScalarType.STRING && type != plain) {
            throw new YamlProblem(
                    FindingCode.WRONG_TYPE,
                    place,
                    Quoted.of(text) + " is not what its tag says, "
                            + Quoted.of("!!" + tag.get().substring(TAG_PREFIX.length())),
                    "Leave the tag out.");
        }
        return new YamlNode.Scalar(place, text, type);
    }

    private YamlProblem unknownTag(String tag, Place place) {
        return new YamlProblem(
                FindingCode.NOT_SUPPORTED,
                place,
                "definitions have no values with the tag " + Quoted.of(tag),
                "Leave the tag out; text that begins with an exclamation mark needs quotes.");
    }

    private YamlNode sequence(SequenceStartEvent start, Place place, int depth) {
        requireTag(start.getTag(), "seq", place);
        List<YamlNode> items = new ArrayList<>();
        int size = 1;
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            YamlNode item = node(depth + 1);
            items.add(item);
            size += item.size();
        }
        take();
        nodes++;
        return new YamlNode.Sequence(place, items, size);
    }

    private YamlNode mapping(MappingStartEvent start, Place place, int depth) {
        requireTag(start.getTag(), "map", place);
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        int size = 1;
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Place keyPlace = place(events.peekEvent());
            String key = key(node(depth + 1), keyPlace);
            YamlNode value = node(depth + 1);
            YamlNode.Entry first = entries.putIfAbsent(key, new YamlNode.Entry(keyPlace, value));
            if (first != null) {
                faults.accept(new YamlProblem(
                        FindingCode.DUPLICATE_KEY,
                        keyPlace,
                        "the key " + Quoted.of(key) + " stands here a second time; the first is in line "
                                + first.keyPlace().line(),
                        "Remove one of them."));
            }
            size += 1 + value.size();
        }
        take();
        nodes++;
        return new YamlNode.Mapping(place, entries, size);
    }

    private String key(YamlNode node, Place place) {
        if (node instanceof YamlNode.Scalar scalar) {
            if (scalar.text().equals("<<") && scalar.type() == ScalarType.STRING) {
                throw new YamlProblem(
                        FindingCode.NOT_SUPPORTED,
                        place,
                        "the merge key \"<<\" belongs to YAML 1.1; definitions are YAML 1.2, which has none",
                        "Write the fields out.");
            }
            return scalar.text();
        }
        throw new YamlProblem(FindingCode.WRONG_TYPE, place, "a key is " + node.description() + "; keys are text", "");
    }

    private void requireTag(Optional<String> tag, String allowed, Place place) {
        if (tag.isPresent() && !tag.get().equals("!") && !tag.get().equals(TAG_PREFIX + allowed)) {
            throw unknownTag(tag.get(), place);
        }
    }

    private Place place(Event event) {
        return event.getStartMark().map(mark -> place(file, mark)).orElseGet(() -> Place.ofFile(file));
    }

    /** The engine counts from 0, people count from 1. */
    static Place place(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
