package dev.pointsman.pipeline.parse.field;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.yaml.Fields;

/** Reads {@code parentRefs}, which all kinds of routes share. */
public final class ParentReferences {
    private static final int MOST = 32;

    private ParentReferences() {}

    /** The parents of a route that lives in that namespace. */
    public static List<ParentReference> read(Fields spec, String home) {
        List<ParentReference> parents = spec.mappings("parentRefs", 0, MOST, fields -> parent(fields, home));
        requireDistinct(parents, spec.findings());
        return parents;
    }

    private static ParentReference parent(Fields fields, String home) {
        return new ParentReference(
                fields.text("group", References.GROUP, Kind.GATEWAY_GROUP).value(),
                fields.text("kind", References.KIND, Kind.GATEWAY.title()),
                References.name(fields, home),
                fields.text("sectionName", TextRules.NAME, ""),
                fields.integer("port", 1, 65535, 0));
    }

    /**
     * Several references to one parent must set the same optional fields, to different values.
     *
     * <p>Source: Gateway API v1.6, "CommonRouteSpec.parentRefs".
     */
    private static void requireDistinct(List<ParentReference> parents, Findings findings) {
        Map<String, Origin> seen = new HashMap<>();
        Map<String, String> shapes = new HashMap<>();
        for (ParentReference parent : parents) {
            Origin origin = parent.gateway().origin();
            String section = parent.sectionName().value();
            int port = parent.port().value();
            String named = parent.group() + "/" + parent.kind().value() + " "
                    + parent.gateway().value();
            Origin first = seen.putIfAbsent(named + " " + section + " " + port, origin);
            String shape = (section.isEmpty() ? "" : "sectionName ") + (port == 0 ? "" : "port");
            String firstShape = shapes.putIfAbsent(named, shape);
            if (first != null) {
                findings.error(
                        FindingCode.DUPLICATE_NAME,
                        origin,
                        "the same parent stands already at " + first.place(),
                        "Remove one, or tell them apart by sectionName or port.");
            } else if (firstShape != null && !firstShape.equals(shape)) {
                findings.error(
                        FindingCode.INVALID_VALUE,
                        origin,
                        "several references to one parent must all set sectionName, or all port, or all both",
                        "Name the listener in each of them.");
            }
        }
    }
}
