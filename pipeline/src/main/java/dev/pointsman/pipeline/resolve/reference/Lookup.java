package dev.pointsman.pipeline.resolve.reference;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;

/** Follows references between resources; one that leads nowhere is a finding that names the nearest thing there is. */
public final class Lookup {

    private final Definitions definitions;
    private final Findings findings;
    private final Map<Kind, SortedSet<String>> names = new EnumMap<>(Kind.class);

    public Lookup(Definitions definitions, Findings findings) {
        this.definitions = definitions;
        this.findings = findings;
    }

    /** The resource of that namespace and name; empty after a finding, or when the resource has findings of its own. */
    public <T extends Definition> Optional<T> find(
            Kind kind, Located<ResourceName> reference, Class<T> type, Consequence... consequences) {
        return find(kind, reference.value().toString(), reference.origin(), type, consequences);
    }

    /** The resource of that full name; empty after a finding, or when the resource has findings of its own. */
    public <T extends Definition> Optional<T> find(
            Kind kind, String fullName, Origin origin, Class<T> type, Consequence... consequences) {
        // When some file could not be read, what seems to be missing may be in it: one finding is enough.
        if (definitions.placeOf(kind, fullName).isEmpty() && definitions.isComplete()) {
            missing(
                    kind.title(),
                    fullName,
                    origin,
                    names.computeIfAbsent(kind, definitions::names),
                    name -> definitions
                            .placeOf(kind, name)
                            .map(Object::toString)
                            .orElse(""),
                    consequences);
        }
        Optional<T> found = definitions.find(kind, fullName, type);
        if (found.isEmpty()) {
            // No finding of this reference's, but its condition is no better for it.
            String message = "the " + kind.title() + " " + Quoted.of(fullName) + " has findings of its own.";
            definitions.placeOf(kind, fullName).ifPresent(place -> {
                for (Consequence consequence : consequences) {
                    findings.state(consequence, message);
                }
            });
        }
        return found;
    }

    /** Adds the finding that a name leads nowhere. */
    public void missing(
            String what,
            String name,
            Origin origin,
            Collection<String> known,
            Function<String, String> placeOf,
            Consequence... consequences) {
        findings.error(
                FindingCode.DANGLING_REFERENCE,
                origin,
                "there is no " + what + " " + Quoted.of(name),
                () -> Suggestion.nearest(name, known)
                        .or(() -> elsewhere(name, known))
                        .map(near -> "Did you mean " + Quoted.of(near) + " (" + placeOf.apply(near) + ")?")
                        .orElseGet(() ->
                                known.isEmpty() ? "There is none at all." : "There is " + Suggestion.list(known) + "."),
                consequences);
    }

    /** The same name in another namespace. */
    private static Optional<String> elsewhere(String fullName, Collection<String> known) {
        String end = fullName.substring(fullName.indexOf('/') + 1);
        return known.stream().filter(name -> name.endsWith("/" + end)).findFirst();
    }
}
