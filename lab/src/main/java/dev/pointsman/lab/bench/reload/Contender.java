package dev.pointsman.lab.bench.reload;

import java.io.IOException;

/** One way in which revisions come to a HAProxy. */
interface Contender extends AutoCloseable {

    /** As the table calls it. */
    String name();

    /**
     * Has HAProxy serve a revision, and waits until it does.
     *
     * @return how long that took, in milliseconds
     */
    double serve(int revision) throws IOException, InterruptedException;

    RunningProxy proxy();

    @Override
    void close() throws IOException;
}
