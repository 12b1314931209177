package dev.pointsman.agent.haproxy.runtime;

import java.io.IOException;
import java.util.List;

import dev.pointsman.agent.haproxy.WorkerSocket;

/** Commands whose answer is known beforehand: anything else is a refusal. */
final class Answer {

    private Answer() {}

    /** Sends a command that is answered by silence. */
    static void none(WorkerSocket worker, String command) throws IOException {
        require(worker.ask(command), "", command);
    }

    /** Sends a command that is answered by one line with this beginning; returns the rest of it. */
    static String of(WorkerSocket worker, String command, String beginning) throws IOException {
        return require(worker.ask(command), beginning, command);
    }

    private static String require(List<String> answer, String beginning, String command) throws IOException {
        String said = String.join("; ", answer).strip();
        boolean isExpected = beginning.isEmpty() ? said.isEmpty() : said.startsWith(beginning);
        if (!isExpected) {
            String words = command.lines().findFirst().orElse("");
            throw new IOException("HAProxy says \"" + said + "\" to \"" + words + "\"");
        }
        return said.substring(beginning.length()).strip();
    }
}
