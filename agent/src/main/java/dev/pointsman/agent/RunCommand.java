package dev.pointsman.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/**
 * {@code pointsman run [--root DIR]}: the agent, until the process is told to stop.
 *
 * <p>It exists to settle, before the framework reads its configuration, what the node's own files decide: where the files are, what
 * the AWS SDK finds in its environment, and where to listen.
 */
final class RunCommand {

    /** The system property that tells the agent's beans where the node's files are. */
    static final String ROOT_PROPERTY = "pointsman.root";

    private static final String DEFAULT_LISTEN = "127.0.0.1:9180";
    private static final Pattern LISTEN = Pattern.compile("listen:\\s*[\"']?([^\"'#\\s]+)[\"']?\\s*(#.*)?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(.+):([0-9]{1,5})");

    private RunCommand() {}

    /** Starts the agent and returns when it has stopped; exits with 2, saying why, when it cannot start. */
    static void start(List<String> arguments) {
        try {
            RootOption root = RootOption.read(arguments);
            if (!root.rest().isEmpty()) {
                throw new IllegalArgumentException(
                        "unknown argument \"" + root.rest().getFirst() + "\"");
            }
            EnvironmentFile.apply(root.layout().environment());
            System.setProperty(ROOT_PROPERTY, root.layout().root().toString());
            listenAt(listenAddress(root));
        } catch (IOException | IllegalArgumentException failure) {
            System.err.println("failed to start the agent: " + failure.getMessage());
            System.err.println("usage: pointsman run [--root DIR]");
            System.exit(ExitCode.COULD_NOT_RUN);
        }
        Quarkus.run(Agent.class);
    }

    /** The HTTP server binds before any bean of ours exists, so this one setting is read ahead of the others. */
    private static String listenAddress(RootOption root) throws IOException {
        var file = root.layout().agentConfiguration();
        if (!Files.exists(file)) {
            throw new IOException("there is no \"" + file + "\"; run \"pointsman install\" first");
        }
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = LISTEN.matcher(line);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return DEFAULT_LISTEN;
    }

    private static void listenAt(String address) {
        Matcher matcher = HOST_AND_PORT.matcher(address);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("listen \"" + address + "\" is not HOST:PORT");
        }
        System.setProperty("quarkus.http.host", matcher.group(1));
        System.setProperty("quarkus.http.port", matcher.group(2));
    }

    /** Keeps the container up until the process is told to stop. */
    public static class Agent implements QuarkusApplication {
        @Override
        public int run(String... arguments) {
            Quarkus.waitForExit();
            return ExitCode.FINE;
        }
    }
}
