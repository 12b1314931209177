package dev.pointsman.agent.notify;

import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Everything that client and agent say to each other on the notify socket: one text line each, UTF-8, one request per connection.
 *
 * <p>It exists so that both ends share one closed set: the client says {@link Notify}; the agent says {@link Accepted} at once, {@link
 * Working} at least every {@value #WORKING_MILLIS} ms, and finally {@link Done}. {@value #SILENCE_MILLIS} ms of silence mean that
 * nobody works.
 */
public sealed interface NotifyMessage {

    /** The longest pause between two lines of a working agent, in milliseconds. */
    int WORKING_MILLIS = 100;

    /** How long the client waits for the next line before it does the job itself, in milliseconds. */
    int SILENCE_MILLIS = 200;

    /** The longest line that either end reads, in bytes without its end. */
    int LONGEST_LINE = 1024;

    /** The message as it goes over the wire, without the line's end. */
    String line();

    /**
     * What keepalived appends to a notify script's command line (keepalived.conf(5), "notify"). Each is one word; none is trusted.
     *
     * @param type {@code INSTANCE} or {@code GROUP}
     * @param name the VRRP instance, which is named like its route group
     * @param state {@code MASTER}, {@code BACKUP}, {@code FAULT}, {@code STOP}, or a word that newer versions invent
     * @param priority the VRRP priority
     */
    record Notify(String type, String name, String state, String priority) implements NotifyMessage {

        private static final String VERB = "notify";
        private static final int LONGEST_WORD = 200;

        public Notify {
            type = word(type);
            name = word(name);
            state = word(state);
            priority = word(priority);
        }

        /** Reads words as keepalived gives them; missing ones become {@code -}, because every message is worth a look. */
        public static Notify of(List<String> words) {
            return new Notify(at(words, 0), at(words, 1), at(words, 2), at(words, 3));
        }

        private static String at(List<String> words, int index) {
            return index < words.size() ? words.get(index) : "";
        }

        /** Keeps the protocol's shape whatever a script was called with: no blanks, no line ends, never empty. */
        private static String word(String text) {
            String bounded = replaced(
                    text.substring(0, Math.min(text.length(), LONGEST_WORD)),
                    letter -> letter >= '!' && letter <= '~',
                    '?');
            return bounded.isEmpty() ? "-" : bounded;
        }

        /** Whether keepalived's vocabulary holds these words; others are logged, and looked after all the same. */
        public boolean isKnown() {
            return (type.equals("INSTANCE") || type.equals("GROUP"))
                    && Set.of(
                                    "MASTER",
                                    "BACKUP",
                                    "FAULT",
                                    "STOP",
                                    "MASTER_RX_LOWER_PRI",
                                    "MASTER_PRIORITY",
                                    "BACKUP_PRIORITY")
                            .contains(state);
        }

        /** Whether it is about one VRRP instance, and so about one route group. */
        public boolean namesInstance() {
            return type.equals("INSTANCE") && !name.equals("-");
        }

        @Override
        public String line() {
            return String.join(" ", VERB, type, name, state, priority);
        }
    }

    /** The agent has read the request. */
    record Accepted() implements NotifyMessage {
        @Override
        public String line() {
            return "accepted";
        }
    }

    /** The agent is alive and not done yet. */
    record Working() implements NotifyMessage {
        @Override
        public String line() {
            return "working";
        }
    }

    /**
     * The verdict.
     *
     * @param exitCode what the client exits with, 0 to 2
     * @param text one line for people
     */
    record Done(int exitCode, String text) implements NotifyMessage {

        private static final String VERB = "done";

        public Done {
            if (exitCode < 0 || exitCode > 2) {
                throw new IllegalArgumentException("exit code " + exitCode + " is not between 0 and 2");
            }
            text = replaced(text, letter -> letter >= ' ' && letter != 0x7f, ' ')
                    .strip();
        }

        @Override
        public String line() {
            return VERB + " " + exitCode + " " + text;
        }
    }

    /** Replaces what a line must not hold; by hand, because a regular expression costs each call of the hook memory and time. */
    private static String replaced(String text, IntPredicate stays, char replacement) {
        char[] letters = text.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            letters[i] = stays.test(letters[i]) ? letters[i] : replacement;
        }
        return new String(letters);
    }

    /** Reads one of the agent's lines. Throws IllegalArgumentException, quoting the line, when it is none of the protocol's. */
    static NotifyMessage reply(String line) {
        if (line.equals("accepted")) {
            return new Accepted();
        }
        if (line.equals("working")) {
            return new Working();
        }
        String[] words = line.split(" ", 3);
        if (words.length >= 2 && words[0].equals(Done.VERB) && words[1].length() == 1 && "012".contains(words[1])) {
            return new Done(words[1].charAt(0) - '0', words.length == 3 ? words[2] : "");
        }
        throw new IllegalArgumentException(
                "\"" + line + "\" is not a line of the notify protocol; it knows accepted, working and done");
    }

    /** Reads the client's line. Whatever it holds, the answer is a message: an unknown one is still worth a look. */
    static Notify request(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        return Notify.of(words.getFirst().equals(Notify.VERB) ? words.subList(1, words.size()) : words);
    }
}
