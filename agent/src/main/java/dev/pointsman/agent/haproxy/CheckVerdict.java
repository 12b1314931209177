package dev.pointsman.agent.haproxy;

import java.util.List;

/** What HAProxy says about a configuration that it does not run yet. */
public sealed interface CheckVerdict {

    /** It would start with it. */
    record Passed(List<String> warnings) implements CheckVerdict {
        public Passed {
            warnings = List.copyOf(warnings);
        }
    }

    /** It would not; the reason is HAProxy's own. */
    record Refused(String reason) implements CheckVerdict {}

    /** Nobody could be asked: the program is not there, or did not end. */
    record Unavailable(String reason) implements CheckVerdict {}
}
