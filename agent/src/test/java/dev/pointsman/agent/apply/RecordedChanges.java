package dev.pointsman.agent.apply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.agent.haproxy.ReloadVerdict;
import dev.pointsman.agent.revision.ChangeJournal;
import dev.pointsman.pipeline.change.ReloadReason;

/** Remembers what was done to HAProxy. */
public final class RecordedChanges implements ChangeJournal {

    private final List<ReloadVerdict> reloads = new ArrayList<>();
    private final List<ReloadReason> reasons = new ArrayList<>();
    private final List<Integer> edits = new ArrayList<>();

    @Override
    public void reloaded(ReloadVerdict verdict, List<ReloadReason> why) {
        reloads.add(verdict);
        reasons.addAll(why);
    }

    @Override
    public void changed(int count, Duration took) {
        edits.add(count);
    }

    public List<ReloadVerdict> reloads() {
        return reloads;
    }

    public List<ReloadReason> reasons() {
        return reasons;
    }

    /** How many things were changed, of each change at run time. */
    public List<Integer> edits() {
        return edits;
    }

    void clear() {
        reloads.clear();
        reasons.clear();
        edits.clear();
    }
}
