package dev.pointsman.agent.install;

import java.io.IOException;

/** Brings one thing of a node into its wanted state. */
interface InstallStep {

    /** What it is about, to follow "failed to": {@code write agent.yaml}. */
    String purpose();

    /**
     * Looks, changes what has to be changed, and reports both. A problem that leaves the node usable is reported; one that does not is
     * thrown. Taken again, it changes nothing.
     */
    void take(Installation installation, InstallReport report) throws IOException, InstallFailure;
}
