package dev.pointsman.agent.notify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.pointsman.agent.notify.NotifyMessage.Accepted;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.notify.NotifyMessage.Working;

/**
 * Asks the agent for a look and waits for its verdict, as long as the agent shows that it works.
 *
 * <p>It exists as the smallest thing that can do so: a call costs one connection and no framework.
 */
public final class NotifyClient {

    private static final Duration SILENCE = Duration.ofMillis(NotifyMessage.SILENCE_MILLIS);

    private final Path socket;

    public NotifyClient(Path socket) {
        this.socket = socket;
    }

    /** What became of a request: the agent's verdict, or why there is none. */
    public sealed interface Answer {

        /** The agent did the job, or says why it could not. */
        record Verdict(Done done) implements Answer {}

        /** Nobody works on it. */
        record None(String reason) implements Answer {}
    }

    /** Hands over what keepalived said. Never throws: whatever goes wrong means that the caller must do the job. */
    public Answer ask(Notify told) {
        try (LineConnection connection = LineConnection.connect(socket)) {
            connection.send(told.line(), SILENCE);
            while (true) {
                Optional<String> line = connection.readLine(SILENCE);
                if (line.isEmpty()) {
                    return new Answer.None("the agent was silent for " + SILENCE.toMillis() + " ms");
                }
                switch (NotifyMessage.reply(line.get())) {
                    case Done done -> {
                        return new Answer.Verdict(done);
                    }
                    case Accepted _, Working _ -> {}
                    case Notify notify -> {
                        return new Answer.None("the agent answered \"" + notify.line() + "\"");
                    }
                }
            }
        } catch (IOException | RuntimeException failure) {
            return new Answer.None("no agent answers at \"" + socket + "\": " + failure.getMessage());
        }
    }
}
