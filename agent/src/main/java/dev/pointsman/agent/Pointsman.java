package dev.pointsman.agent;

import java.util.List;

import dev.pointsman.agent.notify.NotifyCommand;
import dev.pointsman.agent.notify.Probe;
import dev.pointsman.agent.ownership.DirectClaim;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The door of the one binary: looks at the first argument and hands over.
 *
 * <p>It exists as a plain {@code main} so that {@code notify} and {@code probe}, which keepalived calls while packets are being lost,
 * start no framework: this class touches no class of Quarkus, picocli or the AWS SDK before it knows that it must.
 */
@QuarkusMain
public final class Pointsman {

    private Pointsman() {}

    public static void main(String... arguments) {
        List<String> words = List.of(arguments);
        String command = words.isEmpty() || asksForHelp(words) ? "" : words.getFirst();
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        switch (command) {
            case "notify" -> System.exit(notify(rest));
            case "probe" -> System.exit(Probe.run(rest, System.err));
            // Quarkus ends the process itself, when it is told to stop.
            case "run" -> RunCommand.start(rest);
            default -> System.exit(CommandLineRunner.run(arguments));
        }
    }

    /** Help comes from picocli for every command alike. */
    private static boolean asksForHelp(List<String> words) {
        return words.contains("--help") || words.contains("-h");
    }

    static int notify(List<String> rest) {
        return new NotifyCommand((layout, told) -> DirectClaim.run(layout, told, System.err), System.err).run(rest);
    }
}
