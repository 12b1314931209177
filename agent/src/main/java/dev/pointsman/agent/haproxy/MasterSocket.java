package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import dev.pointsman.pipeline.node.NodeLayout;

/**
 * The master's command socket: which workers there are, and the order to reload.
 *
 * <p>Source: HAProxy 2.6 management guide, section 9.4 "Master CLI".
 */
public final class MasterSocket {

    private final HaproxySocket socket;

    public MasterSocket(NodeLayout layout) {
        this.socket = new HaproxySocket(layout.haproxyMasterSocket());
    }

    /**
     * Tells the master to read its configuration again. Version 2.6 answers nothing; from 2.7 on the answer is the verdict with the
     * start-up log, which comes when the new worker is up or has failed: two seconds later, where it is a port that is taken.
     *
     * @param patience how long that may take
     */
    List<String> reload(Duration patience) throws IOException {
        return socket.ask("reload", patience);
    }

    /** Who runs now. Throws IOException when the master does not answer, as while it replaces itself during a reload. */
    MasterProcesses processes() throws IOException {
        return MasterProcesses.parse(socket.ask("show proc"));
    }
}
