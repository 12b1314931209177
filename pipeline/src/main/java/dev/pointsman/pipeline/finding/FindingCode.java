package dev.pointsman.pipeline.finding;

import java.util.Locale;

/** The stable, searchable names of what can be wrong with definitions, each explained once. */
public enum FindingCode {
    /** The file is not readable as text, or cannot be opened. */
    UNREADABLE_FILE,
    /** A file, or all of them together, is larger than what Pointsman reads. */
    TOO_LARGE,
    /** A symbolic link leads out of the definitions' folder. */
    SYMBOLIC_LINK,
    /** There is nothing to serve. */
    NO_DEFINITIONS,
    /** The text is not YAML. */
    YAML_SYNTAX,
    /** The YAML nests too deeply, or its aliases stand for too much. */
    YAML_LIMIT,
    /** A key stands twice in one mapping. */
    DUPLICATE_KEY,
    /** A document's apiVersion and kind name nothing that Pointsman knows. */
    UNKNOWN_KIND,
    /** A field that the kind does not have. */
    UNKNOWN_FIELD,
    /** A field that must be there is not. */
    MISSING_FIELD,
    /** A list where a text is expected, a text where a number is, and so on. */
    WRONG_TYPE,
    /** A value of the right type that is not allowed. */
    INVALID_VALUE,
    /** A list with too few or too many items. */
    WRONG_COUNT,
    /** The standard has it, this version does not serve it. */
    NOT_SUPPORTED,
    /** Two resources, or two parts of one, share a name that must be unique. */
    DUPLICATE_NAME,
    /** A reference to something that the definitions do not hold. */
    DANGLING_REFERENCE,
    /** A route that its Gateway does not admit, by namespace, kind or host name. */
    NOT_ADMITTED,
    /** Two that want the same address and port, route or number. */
    CONFLICT,
    /** An address that cannot be a VIP, a node's or an endpoint's. */
    UNUSABLE_ADDRESS,
    /** Several Fleets, and nobody said which one is meant. */
    FLEET_NOT_CHOSEN,
    /** Something that is written down and changes nothing. */
    WITHOUT_EFFECT,
    /** A rule or Service that nobody answers for. */
    NO_ENDPOINTS,
    /** There is more to say about this file than anybody wants to read. */
    TOO_MANY_FINDINGS;

    /** Kebab case, as it is printed: {@code unknown-field}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
