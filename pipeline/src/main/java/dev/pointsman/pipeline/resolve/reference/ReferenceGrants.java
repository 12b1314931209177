package dev.pointsman.pipeline.resolve.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.cluster.ReferenceGrantDefinition;

/**
 * Which references may cross from one namespace into another.
 *
 * <p>Source: Gateway API v1.6, "ReferenceGrant": a reference within a namespace needs no grant; one that leaves it needs a grant in the
 * namespace that it leads to. Whether the target exists is not told to those who may not refer to it.
 */
public final class ReferenceGrants {
    private final Definitions definitions;
    private final Findings findings;
    private final Map<String, List<ReferenceGrantDefinition>> grants = new HashMap<>();

    public ReferenceGrants(Definitions definitions, Findings findings) {
        this.definitions = definitions;
        this.findings = findings;
        for (ReferenceGrantDefinition grant : definitions.all(Kind.REFERENCE_GRANT, ReferenceGrantDefinition.class)) {
            grants.computeIfAbsent(grant.metadata().namespace(), any -> new ArrayList<>())
                    .add(grant);
        }
    }

    /** Whether the resource may refer to that one; when it may not, there is a finding at the reference. */
    public boolean permit(Metadata from, Kind kind, Located<ResourceName> to, Consequence... consequences) {
        String home = from.namespace();
        String away = to.value().namespace();
        if (home.equals(away) || isGranted(from, kind, to.value())) {
            return true;
        }
        // When some file could not be read, the grant may be in it: one finding is enough.
        if (definitions.isComplete()) {
            findings.error(
                    FindingCode.NOT_GRANTED,
                    to.origin(),
                    "no ReferenceGrant in namespace " + Quoted.of(away) + " lets a "
                            + from.kind().title() + " of namespace " + Quoted.of(home) + " refer to "
                            + kind.title() + " " + Quoted.of(to.value().toString()),
                    "Write one there: {from: [{group: " + text(from.kind().group()) + ", kind: "
                            + from.kind().title() + ", namespace: " + home + "}], to: [{group: "
                            + text(kind.group()) + ", kind: " + kind.title() + ", name: "
                            + to.value().name() + "}]}.",
                    consequences);
        }
        return false;
    }

    private boolean isGranted(Metadata from, Kind kind, ResourceName to) {
        return grants.getOrDefault(to.namespace(), List.of()).stream()
                .anyMatch(grant -> grant.sources().stream().anyMatch(source -> isFrom(source, from))
                        && grant.targets().stream().anyMatch(target -> isTo(target, kind, to)));
    }

    private static boolean isFrom(ReferenceGrantDefinition.Source source, Metadata from) {
        return source.group().equals(from.kind().group())
                && source.kind().equals(from.kind().title())
                && source.namespace().equals(from.namespace());
    }

    private static boolean isTo(ReferenceGrantDefinition.Target target, Kind kind, ResourceName to) {
        return target.group().equals(kind.group())
                && target.kind().equals(kind.title())
                && (target.name().isEmpty() || target.name().equals(to.name()));
    }

    private static String text(String group) {
        return group.isEmpty() ? "\"\"" : group;
    }
}
