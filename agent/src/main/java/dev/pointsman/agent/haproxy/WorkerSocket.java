package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.util.Optional;

import dev.pointsman.pipeline.node.NodeLayout;

/** The worker's command socket: what the process that serves requests says of itself. */
public final class WorkerSocket {

    private static final String DIGEST = "POINTSMAN_DIGEST";

    private final HaproxySocket socket;

    public WorkerSocket(NodeLayout layout) {
        this.socket = new HaproxySocket(layout.haproxySocket());
    }

    /**
     * The digest of the configuration that the worker was started with; empty when it was not rendered by Pointsman. Throws IOException
     * when no worker answers.
     */
    public Optional<String> digest() throws IOException {
        // Management guide, section 9.3, "show env": NAME=VALUE, or a sentence when there is no such variable.
        return socket.ask("show env " + DIGEST).stream()
                .filter(line -> line.startsWith(DIGEST + "="))
                .map(line -> line.substring(DIGEST.length() + 1))
                .findFirst();
    }
}
