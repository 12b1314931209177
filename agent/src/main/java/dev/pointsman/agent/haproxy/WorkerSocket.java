package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.haproxy.frontend.Draining;
import dev.pointsman.pipeline.node.NodeLayout;

/** The worker's command socket: what the process that serves requests says of itself. */
public final class WorkerSocket {

    private static final String DIGEST = "POINTSMAN_DIGEST";

    private static final Pattern SESSIONS =
            Pattern.compile("F\\.\\d+\\.\\d+\\.\\d+\\.scur\\.\\d+:[^:]*:[^:]*:([0-9]{1,9})");

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

    /** Makes the worker tell its clients to close their connections, or no longer. Throws IOException when it does not. */
    public void setDraining(boolean isDraining) throws IOException {
        // Management guide, section 9.3, "set var": experimental in 2.6.
        socket.ask("experimental-mode on; set var " + Draining.VARIABLE + " bool(" + isDraining + ")");
        String wanted = "value=<" + (isDraining ? 1 : 0) + ">";
        List<String> answer = socket.ask("get var " + Draining.VARIABLE);
        if (answer.stream().noneMatch(line -> line.contains(wanted))) {
            throw new IOException("HAProxy says of " + Draining.VARIABLE + ": \"" + String.join("|", answer) + "\"");
        }
    }

    /** How many connections clients have open to it, over all frontends. Throws IOException when no worker answers. */
    public int clientConnections() throws IOException {
        // Management guide, section 9.3, "show stat typed": a short line per value, like "F.2.0.4.scur.1:MGP:u32:17";
        // type 1 are
        // frontends. As CSV a line is longer than what is read of an unknown peer.
        int open = 0;
        for (String line : socket.ask("show stat -1 1 -1 typed")) {
            Matcher sessions = SESSIONS.matcher(line);
            if (sessions.matches()) {
                open += Integer.parseInt(sessions.group(1));
            }
        }
        return open;
    }
}
