package dev.pointsman.pipeline.change;

import java.util.List;

/** The cheapest way from what a worker runs to what it shall run. */
public sealed interface Change {

    /** Both are the same to every client. */
    record Nothing() implements Change {}

    /** Commands suffice; no connection notices. */
    record AtRunTime(List<RuntimeEdit> edits) implements Change {
        public AtRunTime {
            edits = List.copyOf(edits);
            if (edits.isEmpty()) {
                throw new IllegalArgumentException("a change without edits is none");
            }
        }
    }

    /** A new worker has to read the files. */
    record Reload(List<ReloadReason> reasons) implements Change {
        public Reload {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a reload has a reason");
            }
        }
    }
}
