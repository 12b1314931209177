package dev.pointsman.pipeline.keepalived;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.PlanFixture;

/**
 * The real keepalived with a rendered configuration, in a network namespace that only this object knows; a second node is one cable away.
 *
 * <p>Each namespace belongs to a process that sleeps, so it goes with that process whatever happens. The binary is a script: its probe
 * succeeds while the file {@code serving} is there, and its notify appends its words to {@code hook.log}.
 */
final class KeepalivedProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path directory;
    private final NodeLayout layout;
    private final Process namespace;
    private Process peerNamespace;
    private final String program;
    private Process keepalived;
    private Process peer;

    /** The machine's own keepalived, with the configuration that every version takes. */
    KeepalivedProcess(Path directory) throws IOException, InterruptedException {
        this(directory, installed(), KeepalivedVersion.OLDEST);
    }

    private static String installed() {
        ProgramUnderTest.KEEPALIVED.require();
        return ProgramUnderTest.KEEPALIVED.path();
    }

    /**
     * Makes the namespace, with the nodes' addresses on {@code eth0} and its other end, and writes the files; starts nothing yet.
     *
     * @param version what the configuration is rendered for
     */
    KeepalivedProcess(Path directory, String program, KeepalivedVersion version)
            throws IOException, InterruptedException {
        this.program = program;
        ProgramUnderTest.UNSHARE.require();
        ProgramUnderTest.skipUnless("root".equals(System.getProperty("user.name")), "network namespaces need root");
        this.directory = directory;
        this.layout = new NodeLayout(directory);
        Files.createDirectories(layout.runtime());
        Files.createDirectories(layout.state());
        Files.createDirectories(layout.keepalivedConfiguration().getParent());
        Files.writeString(
                layout.keepalivedConfiguration(), KeepalivedRenderer.render(plan(), "node-a", layout, "eth0", version));
        Files.writeString(layout.unableMark("edge"), "0");
        writePeer(version);
        installBinary();
        setServing(true);
        this.namespace = new ProcessBuilder(ProgramUnderTest.UNSHARE.path(), "-n", "sleep", "120").start();
        try {
            // The process has the namespace some time after it was started.
            Path mine = Path.of("/proc/self/ns/net");
            await(
                    "a namespace",
                    () -> !Files.readSymbolicLink(mine).equals(Files.readSymbolicLink(namespaceFile(namespace))));
            inNamespace("ip", "link", "set", "lo", "up");
            inNamespace("ip", "link", "add", "eth0", "type", "veth", "peer", "name", "peer0");
            inNamespace("ip", "address", "add", "10.20.1.10/16", "dev", "eth0");
            inNamespace("ip", "link", "set", "eth0", "up");
            peerNamespace = new ProcessBuilder(ProgramUnderTest.UNSHARE.path(), "-n", "sleep", "120").start();
            await(
                    "a namespace for the peer",
                    () -> !Files.readSymbolicLink(mine).equals(Files.readSymbolicLink(namespaceFile(peerNamespace))));
            inNamespace("ip", "link", "set", "peer0", "netns", Long.toString(peerNamespace.pid()));
            inPeer("ip", "link", "set", "lo", "up");
            inPeer("ip", "link", "set", "peer0", "name", "eth0");
            inPeer("ip", "address", "add", "10.20.2.10/16", "dev", "eth0");
            inPeer("ip", "link", "set", "eth0", "up");
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The second node's files, in a folder of its own. */
    private void writePeer(KeepalivedVersion version) throws IOException {
        NodeLayout other = peerLayout();
        Files.createDirectories(other.runtime());
        Files.createDirectories(other.state());
        Files.createDirectories(other.keepalivedConfiguration().getParent());
        Files.createDirectories(other.binary().getParent());
        Files.writeString(
                other.keepalivedConfiguration(), KeepalivedRenderer.render(plan(), "node-b", other, "eth0", version));
        Files.writeString(other.unableMark("edge"), "0");
        Files.writeString(other.binary(), "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(other.binary(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private NodeLayout peerLayout() {
        return new NodeLayout(directory.resolve("peer"));
    }

    /** Starts the second node's. */
    void startPeer() throws IOException {
        peer = start(peerNamespace, peerLayout(), directory.resolve("peer.log"));
    }

    boolean peerHasPlaceholder() throws IOException, InterruptedException {
        return inPeer("ip", "-4", "address", "show", "dev", "lo").contains("169.254.99.1/32 scope host");
    }

    private String inPeer(String... command) throws IOException, InterruptedException {
        return in(peerNamespace, command);
    }

    private static Plan plan() {
        return new PlanFixture()
                .fleet(PlanFixture.fleet(
                        Duration.ofMillis(100),
                        Duration.ZERO,
                        PlanFixture.node("node-a", 1),
                        PlanFixture.node("node-b", 2)))
                .routeGroup("edge", 51, "169.254.99.1", "10.99.0.10/32", "node-a", "node-b")
                .plan();
    }

    void start() throws IOException {
        keepalived = start(namespace, layout, log());
    }

    private Process start(Process home, NodeLayout files, Path log) throws IOException {
        return new ProcessBuilder(
                        "nsenter",
                        "--net=" + namespaceFile(home),
                        program,
                        "-n",
                        "-l",
                        "-f",
                        files.keepalivedConfiguration().toString(),
                        "-p",
                        files.keepalivedPid().toString(),
                        "-r",
                        files.keepalivedVrrpPid().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Stops it in good order. */
    void stop() throws InterruptedException {
        keepalived.destroy();
        if (!keepalived.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("keepalived does not stop");
        }
    }

    /** Kills both of its processes at once, as a crash of the machine's memory would. */
    void kill() throws IOException, InterruptedException {
        ProcessHandle vrrp = vrrpProcess();
        // Stopped first: it would see its parent go, and clean up.
        ProgramUnderTest.run("kill", "-STOP", Long.toString(vrrp.pid()));
        keepalived.destroyForcibly();
        vrrp.destroyForcibly();
        keepalived.waitFor();
        // A dead process that nobody has reaped yet would keep the next one from starting.
        Files.delete(layout.keepalivedVrrpPid());
        Files.delete(layout.keepalivedPid());
    }

    /** Reads its configuration again. */
    void reload() throws IOException, InterruptedException {
        ProgramUnderTest.run("kill", "-HUP", Long.toString(keepalived.pid()));
    }

    /** The process that speaks VRRP. */
    ProcessHandle vrrpProcess() throws IOException {
        long pid = Long.parseLong(Files.readString(layout.keepalivedVrrpPid()).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    void setServing(boolean isServing) throws IOException {
        Path sign = directory.resolve("serving");
        if (isServing) {
            Files.writeString(sign, "");
        } else {
            Files.deleteIfExists(sign);
        }
    }

    NodeLayout layout() {
        return layout;
    }

    boolean hasPlaceholder() throws IOException, InterruptedException {
        return inNamespace("ip", "-4", "address", "show", "dev", "lo").contains("169.254.99.1/32 scope host");
    }

    /** What the hook was called with, in the order of the calls. */
    List<String> hookCalls() throws IOException {
        Path calls = directory.resolve("hook.log");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    String logText() throws IOException {
        return Files.readString(log());
    }

    /** Waits for a condition. Throws IllegalStateException with keepalived's log when it does not come true in 15 s. */
    void await(String what, Callable<Boolean> condition) throws InterruptedException, IOException {
        long start = System.nanoTime();
        while (!isTrue(condition)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("no " + what + ": " + (Files.exists(log()) ? logText() : ""));
            }
            Thread.sleep(20);
        }
    }

    private static boolean isTrue(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception notYet) {
            return false;
        }
    }

    /** The first line of {@code keepalived -v}. */
    String banner() throws IOException, InterruptedException {
        return ProgramUnderTest.run(program, "-v").output().lines().findFirst().orElse("");
    }

    /** The exit code of {@code keepalived -t}. */
    int configurationTest() throws IOException, InterruptedException {
        return runIn(
                        namespace,
                        program,
                        "-t",
                        "-f",
                        layout.keepalivedConfiguration().toString())
                .exitCode();
    }

    /** What a command says. Throws IOException when it fails. */
    String inNamespace(String... command) throws IOException, InterruptedException {
        return in(namespace, command);
    }

    private static String in(Process home, String... command) throws IOException, InterruptedException {
        ProgramUnderTest.Outcome outcome = runIn(home, command);
        if (outcome.exitCode() != 0) {
            throw new IOException(List.of(command) + ": " + outcome.output());
        }
        return outcome.output();
    }

    private static ProgramUnderTest.Outcome runIn(Process home, String... command)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("nsenter", "--net=" + namespaceFile(home)));
        whole.addAll(List.of(command));
        return ProgramUnderTest.run(whole.toArray(String[]::new));
    }

    private void installBinary() throws IOException {
        Files.createDirectories(layout.binary().getParent());
        Files.writeString(layout.binary(), """
                #!/bin/sh
                case $1 in
                probe) test -e %1$s/serving ;;
                notify) echo "$*" >> %1$s/hook.log ;;
                esac
                """.formatted(directory));
        Files.setPosixFilePermissions(layout.binary(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path namespaceFile(Process home) {
        return Path.of("/proc/" + home.pid() + "/ns/net");
    }

    private Path log() {
        return directory.resolve("keepalived.log");
    }

    @Override
    public void close() throws InterruptedException, IOException {
        if (keepalived != null && keepalived.isAlive()) {
            stop();
        }
        if (peer != null && peer.isAlive()) {
            peer.destroy();
            if (!peer.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                peer.destroyForcibly().waitFor();
            }
        }
        if (peerNamespace != null) {
            peerNamespace.destroyForcibly().waitFor();
        }
        namespace.destroyForcibly().waitFor();
    }
}
