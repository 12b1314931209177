package dev.pointsman.lab.node;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Daemon;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.Signal;
import dev.pointsman.lab.traffic.Client;
import dev.pointsman.lab.traffic.Request;
import dev.pointsman.pipeline.node.NodeLayout;

/**
 * One instance of a fleet in a lab: a namespace, a directory that stands for its disk, and its three programs.
 *
 * <p>It exists to be broken: each program can be killed or frozen by itself, or all at once.
 */
public final class LabNode {
    /** Names of the programs of a node, as the kernel has them (proc(5), comm). */
    public static final String HAPROXY = "haproxy";

    public static final String KEEPALIVED = "keepalived";
    public static final String AGENT = "pointsman";

    private static final int AGENT_PORT = 9180;
    private static final Duration INSTALL_LIMIT = Duration.ofSeconds(60);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String address;
    private final Namespace namespace;
    private final NodeLayout layout;
    private final NodeSettings settings;
    private Optional<Daemon> haproxy = Optional.empty();
    private Optional<Daemon> keepalived = Optional.empty();
    private Optional<Daemon> agent = Optional.empty();

    /**
     * @param address its private address, where its agent listens so that its peers can ask it
     * @param root its disk: only root may write to it or to what is above it, because keepalived refuses other scripts
     */
    public LabNode(String name, String address, Namespace namespace, Path root, NodeSettings settings) {
        this.name = name;
        this.address = address;
        this.namespace = namespace;
        this.layout = new NodeLayout(root);
        this.settings = settings;
    }

    public String name() {
        return name;
    }

    public Namespace namespace() {
        return namespace;
    }

    /** Where its files are. */
    public NodeLayout layout() {
        return layout;
    }

    /** Where the output of its programs goes. */
    public Path logs() {
        return layout.root().resolve("log");
    }

    /**
     * Makes the namespace a node, by {@code pointsman install}.
     *
     * @return what it printed
     */
    public String install() throws IOException {
        Files.createDirectories(
                layout.root(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return Command.of(namespace.command(line(
                        settings.binary(),
                        "install",
                        "--root",
                        layout.root().toString(),
                        "--repository",
                        settings.repository(),
                        "--listen",
                        address + ":" + AGENT_PORT,
                        "--poll-interval",
                        settings.pollInterval().toMillis() + "ms")))
                .with(settings.environment())
                .isolated()
                .within(INSTALL_LIMIT)
                .run();
    }

    /** Starts HAProxy, the agent and keepalived, in this order, so that nobody becomes MASTER who cannot serve. */
    public void start() throws IOException {
        startHaproxy();
        startAgent();
        startKeepalived();
    }

    public void startHaproxy() throws IOException {
        var daemon = daemon(
                "haproxy",
                Map.of(),
                "haproxy",
                "-W",
                "-S",
                layout.haproxyMasterSocket().toString(),
                "-p",
                layout.haproxyPid().toString(),
                "-f",
                layout.haproxyConfiguration().toString());
        haproxy = Optional.of(daemon);
        daemon.await("start HAProxy on '%s'".formatted(name), START_LIMIT, () -> accepts(layout.haproxySocket()));
    }

    public void startKeepalived() throws IOException {
        // The state that keepalived writes on a signal goes to a file of fixed name in TMPDIR: one directory per node.
        var temporary = Files.createDirectories(layout.root().resolve("tmp"));
        // Of a keepalived that was killed: a number that belongs to somebody else by now would keep it from starting.
        Files.deleteIfExists(layout.keepalivedVrrpPid());
        Files.deleteIfExists(layout.keepalivedPid());
        // No AWS settings: under systemd keepalived and the hook that it calls do not have them either.
        var daemon = daemon(
                "keepalived",
                Map.of("TMPDIR", temporary.toString()),
                "keepalived",
                "-n",
                "-l",
                "-f",
                layout.keepalivedConfiguration().toString(),
                "-p",
                layout.keepalivedPid().toString(),
                "-r",
                layout.keepalivedVrrpPid().toString());
        keepalived = Optional.of(daemon);
        daemon.await(
                "start keepalived on '%s'".formatted(name),
                START_LIMIT,
                () -> Files.exists(layout.keepalivedVrrpPid()));
    }

    public void startAgent() throws IOException {
        var daemon = daemon(
                "agent",
                settings.environment(),
                line(layout.binary(), "run", "--root", layout.root().toString()).toArray(String[]::new));
        agent = Optional.of(daemon);
        daemon.await("start the agent on '%s'".formatted(name), START_LIMIT, () -> ownership() != null);
    }

    public Daemon haproxy() {
        return haproxy.orElseThrow(
                () -> new IllegalStateException("HAProxy was never started on '%s'".formatted(name)));
    }

    public Daemon keepalived() {
        return keepalived.orElseThrow(
                () -> new IllegalStateException("keepalived was never started on '%s'".formatted(name)));
    }

    public Daemon agent() {
        return agent.orElseThrow(
                () -> new IllegalStateException("the agent was never started on '%s'".formatted(name)));
    }

    /** Kills both of keepalived's processes, so that neither cleans up after the other. */
    public void killKeepalived() throws IOException {
        signal(Signal.STOP, KEEPALIVED);
        signal(Signal.KILL, KEEPALIVED);
    }

    /** Sends a signal to all processes of the node that run a program, by its name: {@link #HAPROXY} and the others. */
    public void signal(Signal signal, String program) throws IOException {
        for (long pid : namespace.processes()) {
            try {
                if (Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                        .strip()
                        .equals(program)) {
                    signal.sendTo(pid);
                }
            } catch (IOException ended) {
                // Between listing and signalling it has ended by itself, which probes do all the time.
            }
        }
    }

    /** Sends a signal to every process of the node. */
    public void signalAll(Signal signal) throws IOException {
        for (var program : List.of(KEEPALIVED, HAPROXY, AGENT)) {
            signal(signal, program);
        }
    }

    /** Kills every process of the node at once, as a power failure does. */
    public void kill() throws IOException {
        namespace.killProcesses();
    }

    /** Where its agent listens. */
    public String agentUrl() {
        return "http://%s:%d".formatted(address, AGENT_PORT);
    }

    /** What the agent answers to {@code GET /ownership}. */
    public Ownership ownership() throws IOException {
        return new Ownership(JSON.readTree(get("/ownership")));
    }

    /** The body of the agent's answer to a GET request. */
    public String get(String target) throws IOException {
        var answer = Client.in(namespace, name).send(Request.get(address, AGENT_PORT, address, target));
        if (answer.status() != 200) {
            throw new IOException("failed to get '%s' from the agent on '%s': status %d: %s"
                    .formatted(target, name, answer.status(), answer.body()));
        }
        return answer.body();
    }

    /** What {@code pointsman} prints and exits with when a person calls it on this node. */
    public Command.Result pointsman(String... arguments) throws IOException {
        return Command.of(pointsmanCommand(arguments))
                .with(settings.environment())
                .attempt();
    }

    /** The command line by which a person calls {@code pointsman} on this node. */
    public List<String> pointsmanCommand(String... arguments) {
        return namespace.command(line(layout.binary(), arguments));
    }

    private List<String> line(Path binary, String... arguments) {
        var line = new ArrayList<>(List.of(binary.toString()));
        line.addAll(settings.properties());
        line.addAll(List.of(arguments));
        return line;
    }

    private Daemon daemon(String log, Map<String, String> environment, String... command) throws IOException {
        return Daemon.start(namespace.command(command), environment, logs().resolve(log + ".log"));
    }

    private static boolean accepts(Path socket) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        }
    }
}
