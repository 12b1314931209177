package dev.pointsman.pipeline.status;

import dev.pointsman.pipeline.finding.condition.ConditionType;

/**
 * One condition of a status.
 *
 * <p>Source: Kubernetes API, meta/v1 "Condition".
 *
 * @param type which
 * @param holds whether its status is True; Unknown does not occur, because definitions are judged as a whole
 * @param reason one word in CamelCase
 * @param message for people; may be empty
 */
public record Condition(ConditionType type, boolean holds, String reason, String message) {

    /** {@code True} or {@code False}. */
    public String status() {
        return holds ? "True" : "False";
    }
}
