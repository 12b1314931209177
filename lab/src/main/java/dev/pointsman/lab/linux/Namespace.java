package dev.pointsman.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;

/**
 * A network namespace, and the door through which threads and programs get into it.
 *
 * <p>A socket belongs for life to the namespace of the thread that created it, whoever uses it later. So only its
 * creation has to happen in here; a server socket made by {@link #call} can be served by any thread. Mind that a new thread
 * inherits the namespace of the one that starts it.
 */
public final class Namespace implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("/run/netns");

    private static final Duration KILL_TAKES_AT_MOST = Duration.ofSeconds(2);

    private final String name;

    private Namespace(String name) {
        this.name = name;
    }

    /** Adds a namespace (ip-netns(8)); its name must not be taken on this machine. */
    public static Namespace add(String name) throws IOException {
        Command.of("ip", "netns", "add", name).run();
        return new Namespace(name);
    }

    /** The names of all namespaces on this machine that begin with the prefix. */
    public static List<String> named(String prefix) throws IOException {
        if (!Files.isDirectory(DIRECTORY)) {
            return List.of();
        }
        try (var files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Removes a namespace by name, after killing every process that still runs in it; nothing happens if it is gone.
     *
     * @throws IOException if a process survives SIGKILL for more than 2 seconds
     */
    public static void remove(String name) throws IOException {
        if (!Files.exists(DIRECTORY.resolve(name))) {
            return;
        }
        kill(name);
        var result = Command.of("ip", "netns", "delete", name).attempt();
        if (result.exitCode() != 0 && Files.exists(DIRECTORY.resolve(name))) {
            throw new IOException("failed to remove namespace '%s': %s".formatted(name, result.output()));
        }
    }

    public String name() {
        return name;
    }

    /** Pids of the processes whose main thread lives in this namespace; never this JVM, whose main thread does not. */
    public List<Long> processes() throws IOException {
        return processesIn(name);
    }

    /** Kills every process in this namespace with SIGKILL and waits until they are gone, 2 seconds at most. */
    public void killProcesses() throws IOException {
        kill(name);
    }

    /** The command line that runs a program in this namespace; ip-netns(8) replaces itself, so the pid is the program's. */
    public List<String> command(List<String> program) {
        var command = new ArrayList<>(List.of("ip", "netns", "exec", name));
        command.addAll(program);
        return List.copyOf(command);
    }

    public List<String> command(String... program) {
        return command(List.of(program));
    }

    /**
     * Does a piece of work in a platform thread of its own inside this namespace, and waits for it.
     *
     * @throws IOException what the work threw, or the namespace is gone
     */
    public <T> T call(Callable<T> work) throws IOException {
        var result = new CompletableFuture<T>();
        Thread.ofPlatform().daemon().name(name + "-call").start(() -> {
            try {
                enter();
                result.complete(work.call());
            } catch (UncheckedIOException e) {
                result.completeExceptionally(e.getCause());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("failed to wait for work in namespace '%s': interrupted".formatted(name), e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IOException(e.getCause());
            }
        }
    }

    /** Makes daemon platform threads that live in this namespace, for executors whose tasks open sockets. */
    public ThreadFactory threads(String purpose) {
        var factory =
                Thread.ofPlatform().daemon().name(name + "-" + purpose + "-", 0).factory();
        return work -> factory.newThread(() -> {
            enter();
            work.run();
        });
    }

    /** Sets a sysctl of this namespace, for example {@code net/ipv4/ip_forward}; /proc/sys/net shows the reader's own. */
    public void sysctl(String path, String value) throws IOException {
        call(() -> Files.writeString(Path.of("/proc/sys", path), value));
    }

    @Override
    public void close() throws IOException {
        remove(name);
    }

    private static void kill(String name) throws IOException {
        var deadline = System.nanoTime() + KILL_TAKES_AT_MOST.toNanos();
        for (var pids = processesIn(name); !pids.isEmpty(); pids = processesIn(name)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("failed to kill processes %s in namespace '%s': still there after %d ms"
                        .formatted(pids, name, KILL_TAKES_AT_MOST.toMillis()));
            }
            pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private void enter() {
        try {
            SystemCalls.enterNetworkNamespace(DIRECTORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pids of the processes that live in a namespace; none if it does not exist. */
    public static List<Long> processesIn(String name) throws IOException {
        if (!Files.exists(DIRECTORY.resolve(name))) {
            return List.of();
        }
        return Command.of("ip", "netns", "pids", name)
                .run()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Long::valueOf)
                .toList();
    }
}
