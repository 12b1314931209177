package dev.pointsman.agent.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The program that runs now: the native binary, or classes on a Java virtual machine. */
sealed interface RunningProgram {

    /** @param file the binary */
    record Native(Path file) implements RunningProgram {}

    /** @param commandLine what starts the same classes again */
    record OnJvm(List<String> commandLine) implements RunningProgram {

        /** A script that stands in for the binary: for development and tests. */
        String script() {
            String words = commandLine.stream()
                    .map(word -> "'" + word.replace("'", "'\\''") + "'")
                    .collect(Collectors.joining(" "));
            return "#!/bin/sh\n# Written by \"pointsman install\" on a Java virtual machine; the native binary replaces it.\nexec "
                    + words + " \"$@\"\n";
        }
    }

    static RunningProgram find() throws IOException {
        String executable = ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new IOException("the kernel does not tell which program this is"));
        // Set by GraalVM in every native image (org.graalvm.nativeimage.ImageInfo).
        if ("runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            return new Native(Path.of(executable));
        }
        List<String> commandLine = new ArrayList<>(List.of(executable, "--enable-native-access=ALL-UNNAMED"));
        String classPath = System.getProperty("java.class.path");
        if (classPath.endsWith(".jar") && !classPath.contains(":")) {
            commandLine.addAll(
                    List.of("-jar", Path.of(classPath).toAbsolutePath().toString()));
        } else {
            commandLine.addAll(List.of("-cp", classPath, "dev.pointsman.agent.Pointsman"));
        }
        return new OnJvm(commandLine);
    }
}
