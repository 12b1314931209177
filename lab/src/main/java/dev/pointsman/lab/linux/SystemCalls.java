package dev.pointsman.lab.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.List;

/**
 * The system calls that the JDK does not offer, made through the foreign function API.
 *
 * <p>They exist so that one JVM can be a whole VPC: its threads live in different network namespaces, and it can freeze
 * processes that it started, without a native library or a helper program.
 */
final class SystemCalls {
    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_APPEND_CREATE = 0x1 | 0x40 | 0x400;
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int AF_PACKET = 17;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | O_CLOEXEC;
    /** ETH_P_IP in network byte order, as packet(7) wants it. */
    private static final int IPV4_ON_THE_WIRE = 0x0008;

    private static final short POLLIN = 1;
    // Larger than any Linux C library's, which keep room for growth themselves.
    private static final int FILE_ACTIONS_SIZE = 512;
    private static final int USAGE_SIZE = 256;

    private static final StructLayout ERROR_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = ERROR_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = function("open", 2, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = function("close", 1, ValueLayout.JAVA_INT);
    private static final MethodHandle SETNS = function("setns", 2, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle POSIX_SPAWN = function(
            "posix_spawn",
            6,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS);
    private static final MethodHandle ADD_OPEN = function(
            "posix_spawn_file_actions_addopen",
            5,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT);
    private static final MethodHandle INIT_ACTIONS = function("posix_spawn_file_actions_init", 1, ValueLayout.ADDRESS);
    private static final MethodHandle DESTROY_ACTIONS =
            function("posix_spawn_file_actions_destroy", 1, ValueLayout.ADDRESS);
    private static final MethodHandle WAIT4 =
            function("wait4", 4, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    private static final MethodHandle SOCKET =
            function("socket", 3, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle POLL =
            function("poll", 3, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final MethodHandle READ =
            function("recv", 4, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final MethodHandle KILL = function("kill", 2, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    private SystemCalls() {}

    /**
     * Moves the calling thread, for the rest of its life, into a network namespace: setns(2) acts on one thread.
     *
     * @param namespace the namespace's file, for example {@code /run/netns/NAME}
     * @throws IOException if the namespace does not exist, or the process is not privileged (CAP_SYS_ADMIN)
     */
    static void enterNetworkNamespace(Path namespace) throws IOException {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException(
                    "failed to enter '%s': a virtual thread has no namespace of its own; use a platform thread"
                            .formatted(namespace));
        }
        try (var arena = Arena.ofConfined()) {
            int descriptor = call("open '%s'".formatted(namespace), state ->
                    (int) OPEN.invokeExact(state, arena.allocateFrom(namespace.toString()), O_RDONLY | O_CLOEXEC));
            try {
                call("enter '%s'".formatted(namespace), state ->
                        (int) SETNS.invokeExact(state, descriptor, CLONE_NEWNET));
            } finally {
                call("close '%s'".formatted(namespace), state -> (int) CLOSE.invokeExact(state, descriptor));
            }
        }
    }

    /** Sends a signal (signal(7)'s number) to one process. */
    static void kill(long pid, int signal) throws IOException {
        call("send signal %d to process %d".formatted(signal, pid), state ->
                (int) KILL.invokeExact(state, (int) pid, signal));
    }

    /**
     * Starts a program with its output in a file, from the calling thread's network namespace.
     *
     * @param program absolute path and arguments
     * @param environment KEY=VALUE, all that the program gets
     * @return its pid; only {@link #waitFor} knows when it ends, because it is not one of Java's own processes
     */
    static int spawn(List<String> program, List<String> environment, Path output) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var actions = arena.allocate(FILE_ACTIONS_SIZE);
            var what = "start '%s'".formatted(String.join(" ", program));
            check(what, state -> (int) INIT_ACTIONS.invokeExact(state, actions));
            try {
                var file = arena.allocateFrom(output.toString());
                var nothing = arena.allocateFrom("/dev/null");
                check(what, state -> (int) ADD_OPEN.invokeExact(state, actions, 0, nothing, O_RDONLY, 0));
                check(what, state -> (int) ADD_OPEN.invokeExact(state, actions, 1, file, O_APPEND_CREATE, 0600));
                check(what, state -> (int) ADD_OPEN.invokeExact(state, actions, 2, file, O_APPEND_CREATE, 0600));
                var pid = arena.allocate(ValueLayout.JAVA_INT);
                var path = arena.allocateFrom(program.getFirst());
                var arguments = texts(arena, program);
                var variables = texts(arena, environment);
                check(what, state -> (int)
                        POSIX_SPAWN.invokeExact(state, pid, path, actions, MemorySegment.NULL, arguments, variables));
                return pid.get(ValueLayout.JAVA_INT, 0);
            } finally {
                check(what, state -> (int) DESTROY_ACTIONS.invokeExact(state, actions));
            }
        }
    }

    /**
     * How a program that {@link #spawn} started ended, and what it cost.
     *
     * @param exitCode 0 to 255, or 128 plus the number of the signal that ended it
     * @param cpuMicros user and system time of the program and of all that it waited for (getrusage(2))
     */
    record Ending(int exitCode, long cpuMicros) {}

    /** Waits until a program that {@link #spawn} started has ended. */
    static Ending waitFor(int pid) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var status = arena.allocate(ValueLayout.JAVA_INT);
            var usage = arena.allocate(USAGE_SIZE, Long.BYTES);
            call("wait for process %d".formatted(pid), state -> (int) WAIT4.invokeExact(state, pid, status, 0, usage));
            int raw = status.get(ValueLayout.JAVA_INT, 0);
            int signal = raw & 0x7f;
            // struct rusage begins with two struct timeval: user time and system time.
            long micros = 0;
            for (int field = 0; field < 4; field += 2) {
                micros += usage.getAtIndex(ValueLayout.JAVA_LONG, field) * 1_000_000
                        + usage.getAtIndex(ValueLayout.JAVA_LONG, field + 1);
            }
            return new Ending(signal == 0 ? raw >> 8 & 0xff : 128 + signal, micros);
        }
    }

    /** Opens a socket that hears every IPv4 packet which arrives in the calling thread's network namespace: packet(7). */
    static int openPacketSocket() throws IOException {
        return call("open a packet socket", state ->
                (int) SOCKET.invokeExact(state, AF_PACKET, SOCK_DGRAM_CLOEXEC, IPV4_ON_THE_WIRE));
    }

    /**
     * Reads the beginning of the next packet, from its IP header on.
     *
     * @param into what does not fit is dropped
     * @return how many bytes were read; 0 when none came in that time
     */
    static int readPacket(int socket, MemorySegment into, int millis) throws IOException {
        try (var arena = Arena.ofConfined()) {
            // struct pollfd: int fd, short events, short revents.
            var wait = arena.allocate(8, 4);
            wait.set(ValueLayout.JAVA_INT, 0, socket);
            wait.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
            if (call("wait for a packet", state -> (int) POLL.invokeExact(state, wait, 1L, millis)) == 0) {
                return 0;
            }
            // What recv(2) returns is a long; a packet's length, and -1, read the same in its lower half.
            return call("read a packet", state -> (int) READ.invokeExact(state, socket, into, into.byteSize(), 0));
        }
    }

    static void close(int descriptor) throws IOException {
        call("close a socket", state -> (int) CLOSE.invokeExact(state, descriptor));
    }

    private static MemorySegment texts(Arena arena, List<String> texts) {
        var array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
        }
        return array;
    }

    /** For functions that return an error number instead of setting errno. */
    private static void check(String what, Call call) throws IOException {
        int error = call(what, call);
        if (error != 0) {
            throw new IOException("failed to %s: errno %d".formatted(what, error));
        }
    }

    private interface Call {
        int with(MemorySegment errorState) throws Throwable;
    }

    private static int call(String what, Call call) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(ERROR_STATE);
            int result = call.with(state);
            if (result < 0) {
                throw new IOException("failed to %s: errno %d".formatted(what, (int) ERRNO.get(state, 0L)));
            }
            return result;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("failed to " + what, e);
        }
    }

    private static MethodHandle function(String name, int fixed, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        var address = linker.defaultLookup().findOrThrow(name);
        var descriptor = FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
        var errno = Linker.Option.captureCallState("errno");
        // open(2) is variadic in C; naming where its variable part would begin makes the calling convention right.
        return name.equals("open")
                ? linker.downcallHandle(address, descriptor, errno, Linker.Option.firstVariadicArg(fixed))
                : linker.downcallHandle(address, descriptor, errno);
    }
}
