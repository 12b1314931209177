package dev.pointsman.agent.notify;

import java.io.PrintStream;
import java.util.List;
import java.util.function.BiFunction;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.RootOption;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.pipeline.node.NodeLayout;

/**
 * {@code pointsman notify [--root DIR] TYPE NAME STATE PRIORITY}: what keepalived calls at every transition.
 *
 * <p>It exists to never lose one: the agent does the job, and where no agent answers, this process does.
 */
public final class NotifyCommand {

    private static final String USAGE = "usage: pointsman notify [--root DIR] TYPE NAME STATE PRIORITY";

    private final BiFunction<NodeLayout, Notify, Done> direct;
    private final PrintStream messages;

    /**
     * @param direct does the whole job in this process
     * @param messages where people's messages go
     */
    public NotifyCommand(BiFunction<NodeLayout, Notify, Done> direct, PrintStream messages) {
        this.direct = direct;
        this.messages = messages;
    }

    /** Runs the command and returns the exit code. */
    public int run(List<String> arguments) {
        RootOption root;
        try {
            root = RootOption.read(arguments);
        } catch (IllegalArgumentException invalid) {
            messages.println("failed to read the command line: " + invalid.getMessage() + "\n" + USAGE);
            return ExitCode.COULD_NOT_RUN;
        }
        List<String> words = root.rest();
        if (words.size() != 4) {
            // Whatever keepalived says, it is worth a look: a lost transition costs more than a needless one.
            messages.println("expected TYPE NAME STATE PRIORITY, got " + words + "; looking all the same");
        }
        return look(root.layout(), Notify.of(words));
    }

    private int look(NodeLayout layout, Notify told) {
        Done done = switch (new NotifyClient(layout.notifySocket()).ask(told)) {
            case NotifyClient.Answer.Verdict verdict -> verdict.done();
            case NotifyClient.Answer.None none -> {
                messages.println(none.reason() + "; claiming without it");
                yield direct.apply(layout, told);
            }
        };
        if (done.exitCode() != ExitCode.FINE) {
            messages.println(done.text());
        }
        return done.exitCode();
    }
}
