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

/**
 * The system calls that the JDK does not offer, made through the foreign function API.
 *
 * <p>They exist so that one JVM can be a whole VPC: its threads live in different network namespaces, and it can freeze
 * processes that it started, without a native library or a helper program.
 */
final class SystemCalls {
    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private static final StructLayout ERROR_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = ERROR_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = function("open", 2, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = function("close", 1, ValueLayout.JAVA_INT);
    private static final MethodHandle SETNS = function("setns", 2, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
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
