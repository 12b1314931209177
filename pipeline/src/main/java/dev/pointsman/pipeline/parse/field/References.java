package dev.pointsman.pipeline.parse.field;

import java.util.List;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.ObjectReference;
import dev.pointsman.pipeline.resource.fleet.FleetReference;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/** Reads the group, kind, namespace and name by which one resource names another. */
public final class References {

    public static final TextRule GROUP =
            new TextRule("an API group", 0, 253, text -> text.isEmpty() || ResourceName.isName(text));

    public static final TextRule KIND = TextRule.pattern("a kind", 63, "[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?");

    private References() {}

    /** Adds a finding when the reference, whose group and kind may be left out, names another kind than the one that is served. */
    public static void requireKind(Fields fields, String group, String kind, String hint) {
        Located<String> writtenGroup = fields.text("group", GROUP, group);
        Located<String> writtenKind = fields.text("kind", KIND, kind);
        if (!writtenGroup.value().equals(group) || !writtenKind.value().equals(kind)) {
            Located<String> at = writtenKind.value().equals(kind) ? writtenGroup : writtenKind;
            fields.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            at.origin(),
                            "this version of Pointsman serves references to kind " + Quoted.of(kind)
                                    + groupOf(group) + " only, not to " + Quoted.of(writtenKind.value())
                                    + groupOf(writtenGroup.value()),
                            hint);
        }
    }

    private static String groupOf(String group) {
        return " of " + (group.isEmpty() ? "the core group" : "group " + Quoted.of(group));
    }

    /** A reference to a resource of any kind, within this namespace or another. */
    public static ObjectReference object(Fields fields, Kind usual, String home) {
        return new ObjectReference(
                fields.text("group", GROUP, usual.group()).value(),
                fields.text("kind", KIND, usual.title()),
                name(fields, home));
    }

    /** A name whose namespace, when left out, is that of the resource it stands in. */
    public static Located<ResourceName> name(Fields fields, String home) {
        String namespace = fields.text("namespace", TextRules.LABEL, home).value();
        Located<String> name = fields.text("name", TextRules.NAME);
        return located(namespace, name);
    }

    /** A reader goes on with stand-ins after a finding; they must not break the type that refuses them. */
    private static Located<ResourceName> located(String namespace, Located<String> name) {
        boolean valid = ResourceName.isNamespace(namespace) && ResourceName.isName(name.value());
        return new Located<>(
                valid ? new ResourceName(namespace, name.value()) : new ResourceName("unreadable", "unreadable"),
                name.origin());
    }

    /**
     * Reads a {@code parametersRef}, which must name a Fleet.
     *
     * @param home the namespace of a Gateway, whose reference cannot leave it; empty for a GatewayClass, which must say it
     */
    public static FleetReference fleet(Fields fields, String home) {
        return fields.optionalMapping("parametersRef", new FleetReference.Unset(), reference -> {
            for (String part : List.of("group", "kind")) {
                reference.required(part);
            }
            requireKind(reference, Kind.POINTSMAN_GROUP, Kind.FLEET.title(), "Name a Fleet.");
            String namespace = home.isEmpty()
                    ? reference.text("namespace", TextRules.LABEL).value()
                    : home;
            return new FleetReference.Named(located(namespace, reference.text("name", TextRules.NAME)));
        });
    }
}
