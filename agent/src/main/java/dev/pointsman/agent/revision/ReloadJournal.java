package dev.pointsman.agent.revision;

import dev.pointsman.agent.haproxy.ReloadVerdict;

/** Is told of every reload; exists so that reloads are counted wherever they come from. */
public interface ReloadJournal {

    void reloaded(ReloadVerdict verdict);
}
