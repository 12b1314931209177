package dev.pointsman.agent.haproxy;

import java.time.Duration;

/** How a reload ended. */
public sealed interface ReloadVerdict {

    /** The new worker serves, and says that it serves what was wanted. */
    record Live(Duration took) implements ReloadVerdict {}

    /** The new worker did not come up; whoever served before still does, as far as HAProxy is concerned. */
    record Failed(String reason) implements ReloadVerdict {}

    /** There is no HAProxy that could be told. */
    record Absent(String reason) implements ReloadVerdict {}
}
