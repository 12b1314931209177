package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.haproxy.frontend.Draining;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.node.NodeLayout;

/** The worker's command socket: what the process that serves requests says of itself. */
public final class WorkerSocket {

    /** Management guide, section 9.3, "get var": {@code proc.digest: type=str value=<...>}. */
    private static final Pattern VARIABLE = Pattern.compile("(proc\\.[a-z]+): type=str value=<(.*)>");

    private static final Pattern SESSIONS =
            Pattern.compile("F\\.\\d+\\.\\d+\\.\\d+\\.scur\\.\\d+:[^:]*:[^:]*:([0-9]{1,9})");

    private static final String PROCESS = "Pid: ";

    private final HaproxySocket socket;

    public WorkerSocket(NodeLayout layout) {
        this.socket = new HaproxySocket(layout.haproxySocket());
    }

    /** What the worker says that it serves. Throws IOException when no worker answers. */
    public WorkerIdentity identity() throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : socket.ask("get var " + Variable.DIGEST + "; get var " + Variable.REVISION)) {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                values.put(variable.group(1), variable.group(2));
            }
        }
        return WorkerIdentity.of(values.getOrDefault(Variable.DIGEST, ""), values.getOrDefault(Variable.REVISION, ""));
    }

    /**
     * The digest of what the worker serves; empty when it was not rendered by Pointsman, or when the worker is in the middle of a change.
     * Throws IOException when no worker answers.
     */
    public Optional<String> digest() throws IOException {
        return identity().digest();
    }

    /** Tells the worker what it serves, and makes sure that it has understood. Throws IOException when it has not. */
    public void name(WorkerIdentity identity) throws IOException {
        // Management guide, section 9.3, "set var": experimental in 2.6 and 3.0.
        socket.ask("experimental-mode on; set var " + Variable.DIGEST + " str(" + identity.digestValue() + "); set var "
                + Variable.REVISION + " str(" + identity.revision() + ")");
        WorkerIdentity said = identity();
        if (!said.equals(identity)) {
            throw new IOException("HAProxy was told that it serves " + identity + ", and says " + said);
        }
    }

    /** The worker's process id: another one has read its files anew. Throws IOException when no worker answers. */
    public long process() throws IOException {
        // Management guide, section 9.3, "show info": "Pid: 4711".
        for (String line : socket.ask("show info")) {
            if (line.startsWith(PROCESS)) {
                return Long.parseLong(line.substring(PROCESS.length()).strip());
            }
        }
        throw new IOException("HAProxy does not tell its process id");
    }

    /** Sends a command and returns the answer's lines, empty ones left out. Throws IOException when no worker answers. */
    public List<String> ask(String command) throws IOException {
        return socket.ask(command);
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
