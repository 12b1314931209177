package dev.pointsman.agent.revision;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import dev.pointsman.agent.haproxy.ReloadVerdict;
import dev.pointsman.pipeline.change.Change;
import dev.pointsman.pipeline.change.ReloadReason;
import dev.pointsman.pipeline.change.RuntimeEdit;

/** What was done to HAProxy last and why, in one sentence for the status. */
final class LastChange {

    /** Reasons that are told one by one; a large change has hundreds. */
    private static final int TOLD = 3;

    private LastChange() {}

    static String of(String what, Duration took) {
        return "changed at run time in " + took.toMillis() + " ms: " + what;
    }

    static String of(Change.AtRunTime change, Duration took) {
        long added = count(change, RuntimeEdit.AddServer.class);
        long removed = count(change, RuntimeEdit.RemoveServer.class);
        long maps = count(change, RuntimeEdit.ReplaceMap.class);
        return of(added + " servers added, " + removed + " removed, " + maps + " maps replaced", took);
    }

    static String of(ReloadVerdict verdict, List<ReloadReason> reasons) {
        String outcome = switch (verdict) {
            case ReloadVerdict.Live live -> "reloaded in " + live.took().toMillis() + " ms";
            case ReloadVerdict.Failed failed -> "failed to reload";
            case ReloadVerdict.Absent absent -> "could not be told to reload";
        };
        String why = reasons.stream().limit(TOLD).map(ReloadReason::sentence).collect(Collectors.joining("; "));
        String more = reasons.size() > TOLD ? " (and " + (reasons.size() - TOLD) + " more reasons)" : "";
        return outcome + ", because " + why + more;
    }

    private static long count(Change.AtRunTime change, Class<? extends RuntimeEdit> kind) {
        return change.edits().stream().filter(kind::isInstance).count();
    }
}
