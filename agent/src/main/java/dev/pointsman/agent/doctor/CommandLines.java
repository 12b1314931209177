package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a process was started: proc(5), /proc/PID/cmdline and /proc/PID/environ. */
final class CommandLines {

    private CommandLines() {}

    /** The value of the first of these options, as {@code -f FILE} or {@code --use-file=FILE}. */
    static Optional<String> option(long pid, String... names) throws IOException {
        List<String> words = words(pid, "cmdline");
        for (int i = 0; i < words.size(); i++) {
            for (String name : names) {
                if (words.get(i).equals(name) && i + 1 < words.size()) {
                    return Optional.of(words.get(i + 1));
                }
                if (words.get(i).startsWith(name + "=")) {
                    return Optional.of(words.get(i).substring(name.length() + 1));
                }
            }
        }
        return Optional.empty();
    }

    /** A variable of the environment that the process was started with. */
    static Optional<String> variable(long pid, String name) throws IOException {
        return words(pid, "environ").stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static List<String> words(long pid, String file) throws IOException {
        return List.of(
                Files.readString(Path.of("/proc", Long.toString(pid), file)).split("\0"));
    }
}
