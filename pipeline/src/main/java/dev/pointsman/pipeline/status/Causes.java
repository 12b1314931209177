package dev.pointsman.pipeline.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

import dev.pointsman.pipeline.finding.condition.Cause;
import dev.pointsman.pipeline.finding.condition.ConditionType;
import dev.pointsman.pipeline.finding.condition.Subject;

/** The causes that bear on some subjects together, and the conditions that follow from them. */
final class Causes {

    private final List<Cause> causes = new ArrayList<>();

    Causes(SortedMap<Subject, SortedSet<Cause>> all, Subject... subjects) {
        for (Subject subject : subjects) {
            causes.addAll(all.getOrDefault(subject, Collections.emptySortedSet()));
        }
    }

    /** The weightiest cause that makes a condition what one does not wish. */
    Optional<Cause> of(ConditionType type) {
        return causes.stream()
                .filter(cause -> cause.reason().condition() == type)
                .min(Comparator.naturalOrder());
    }

    /** A condition that is True when all is well, with the condition's own name as reason, or the one given. */
    Condition positive(ConditionType type, String fine) {
        return of(type).map(cause -> new Condition(type, false, cause.reason().title(), cause.message()))
                .orElseGet(() -> new Condition(type, true, fine, ""));
    }

    /** A condition that is there only when all is not well, and then True. */
    Optional<Condition> negative(ConditionType type) {
        return of(type).map(cause -> new Condition(type, true, cause.reason().title(), cause.message()));
    }
}
