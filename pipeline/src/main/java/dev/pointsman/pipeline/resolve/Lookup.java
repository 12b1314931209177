package dev.pointsman.pipeline.resolve;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.plan.ResourceName;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;

/** Follows references between resources; one that leads nowhere is a finding that names the nearest thing there is. */
final class Lookup {

    private final Definitions definitions;
    private final Findings findings;

    Lookup(Definitions definitions, Findings findings) {
        this.definitions = definitions;
        this.findings = findings;
    }

    /** The resource of that namespace and name; empty after a finding, or when the resource has findings of its own. */
    <T extends Definition> Optional<T> find(Kind kind, Located<ResourceName> reference, Class<T> type) {
        return find(kind, reference.value().toString(), reference.origin(), type);
    }

    /** The resource of that full name; empty after a finding, or when the resource has findings of its own. */
    <T extends Definition> Optional<T> find(Kind kind, String fullName, Origin origin, Class<T> type) {
        // When some file could not be read, what seems to be missing may be in it: one finding is enough.
        if (definitions.placeOf(kind, fullName).isEmpty() && definitions.isComplete()) {
            missing(
                    kind.title(),
                    fullName,
                    origin,
                    definitions.names(kind),
                    name -> definitions
                            .placeOf(kind, name)
                            .map(Object::toString)
                            .orElse(""));
        }
        return definitions.find(kind, fullName, type);
    }

    /** Adds the finding that a name leads nowhere. */
    void missing(String what, String name, Origin origin, Collection<String> known, Function<String, String> placeOf) {
        Optional<String> nearest = Suggestion.nearest(name, known);
        String hint = nearest.map(near -> "Did you mean " + Quoted.of(near) + " (" + placeOf.apply(near) + ")?")
                .orElseGet(
                        () -> known.isEmpty() ? "There is none at all." : "There is " + Suggestion.list(known) + ".");
        findings.error(FindingCode.DANGLING_REFERENCE, origin, "there is no " + what + " " + Quoted.of(name), hint);
    }
}
