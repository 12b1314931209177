package dev.pointsman.agent.revision;

import java.time.Duration;
import java.util.List;

import dev.pointsman.agent.haproxy.ReloadVerdict;
import dev.pointsman.pipeline.change.ReloadReason;

/** Is told of everything that was done to HAProxy; exists so that it is counted wherever it comes from. */
public interface ChangeJournal {

    /**
     * HAProxy was told to reload.
     *
     * @param reasons why; never empty
     */
    void reloaded(ReloadVerdict verdict, List<ReloadReason> reasons);

    /**
     * The worker was changed while it runs.
     *
     * @param edits how many things of it
     */
    void changed(int edits, Duration took);
}
