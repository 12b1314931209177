package dev.pointsman.agent.ownership;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;

import dev.pointsman.agent.EnvironmentFile;
import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.ec2.AwsRouteTables;
import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.assignment.AssignmentFile;
import dev.pointsman.agent.ownership.machine.Effect;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.report.Journal;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.OwnershipView.Move;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.agent.ownership.rule.Ability;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.ownership.rule.Verdict;
import dev.pointsman.pipeline.node.NodeLayout;
import org.jboss.logmanager.LogContext;

/**
 * The whole job of a {@code notify} call without an agent: observe, decide, write, in this process.
 *
 * <p>It exists so that an agent that is down, frozen or being replaced costs time and never a failover. It is the agent's own loop, turned
 * until the verdict is there; what it must know stands in the assignment file, so that the first call to EC2 is already the write.
 */
public final class DirectClaim {

    /** Short turns: this process has nothing else to do, and does not live long. */
    private static final OwnershipLoop.Settings SETTINGS =
            new OwnershipLoop.Settings(Duration.ofSeconds(2), Duration.ofMillis(50), false);

    private DirectClaim() {}

    /** Does the job and says how it went; returns after a minute at the latest. */
    public static Done run(NodeLayout layout, Notify told, PrintStream messages) {
        settleProcess();
        try {
            EnvironmentFile.apply(layout.environment());
            return run(AssignmentFile.read(layout.assignment()), Observer.ofThisMachine(layout), told, messages);
        } catch (IOException failure) {
            return new Done(ExitCode.COULD_NOT_RUN, failure.getMessage());
        }
    }

    /** What the framework does for the agent, as far as this process needs it. */
    private static void settleProcess() {
        // A native image completes the system properties when one is first asked for, and cannot do that in a virtual
        // thread.
        System.getProperties();
        // Nobody reads what is below; each record would cost time while packets are lost.
        LogContext.getLogContext().getLogger("").setLevel(Level.WARNING);
    }

    static Done run(Assignment assignment, Observer observer, Notify told, PrintStream messages) {
        try (OwnershipLoop loop = new OwnershipLoop(
                SETTINGS,
                observer,
                assigned -> new AwsRouteTables(
                        Ec2Access.shortLivedClient(assigned.fleet().region())),
                new Messages(messages),
                new Forgetful())) {
            loop.assign(assignment);
            CompletableFuture<Done> verdict = loop.tell(Trigger.DIRECT, told);
            while (!verdict.isDone()) {
                loop.step();
            }
            return verdict.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Done(ExitCode.COULD_NOT_RUN, "stopped before the routes were claimed");
        }
    }

    /** The agent's files are the agent's. */
    private record Forgetful() implements OwnershipLoop.Outside {

        @Override
        public void remember(Assignment known) {}

        @Override
        public void mark(Effect.Mark mark) {}
    }

    /** What a person who reads keepalived's log should see: what was written, and what went wrong. */
    private record Messages(PrintStream to) implements Journal {

        @Override
        public void moved(String group, Move move) {
            to.printf(
                    "%s: %s %s from %s: %s in %.1f ms%s%n",
                    group,
                    move.routeTable(),
                    move.destination(),
                    move.from(),
                    move.action(),
                    move.millis(),
                    move.error() == null ? "" : ": " + move.error());
        }

        @Override
        public void lookFailed(Ec2Failure failure) {
            to.println("failed to read the route tables: " + failure.text());
        }

        @Override
        public void termStarted(String group, Trigger trigger, Standing standing) {}

        @Override
        public void termEnded(String group, Trigger trigger, Standing standing) {}

        @Override
        public void decided(String group, RouteEntry entry, Verdict verdict) {}

        @Override
        public void claimed(ClaimReport claim) {}

        @Override
        public void lookRecovered() {}

        @Override
        public void proved(String group, Ability ability) {}

        @Override
        public void turned(OwnershipView view) {}
    }
}
