package dev.pointsman.agent.drain;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.pipeline.node.NodeLayout;

/** Makes this node give its routes away, and says how it went. */
public final class Drain {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Assignment assignment;
    private final RouteTables ec2;
    private final WorkerSocket haproxy;
    private final DrainMark mark;
    private final PrintWriter out;

    /** @param out gets a line for each step */
    public Drain(NodeLayout layout, Assignment assignment, RouteTables ec2, PrintWriter out) {
        this.assignment = assignment;
        this.ec2 = ec2;
        this.haproxy = new WorkerSocket(layout);
        this.mark = new DrainMark(layout);
        this.out = out;
    }

    /**
     * Drains.
     *
     * @param grace how long clients are given to close their connections before the routes move
     * @param patience how long a peer may take to own the routes afterwards; then the node is put back into service
     * @return whether no route points here any more
     * @throws IOException when the mark cannot be written
     * @throws Ec2Exception when the routes cannot be read; nothing has been changed then
     */
    public boolean run(Duration grace, Duration patience) throws IOException, Ec2Exception, InterruptedException {
        OwnRoutes before = OwnRoutes.read(ec2, assignment);
        if (!before.here().isEmpty()) {
            tellClients(grace);
        }
        mark.set();
        long start = System.nanoTime();
        say("%s has left VRRP: keepalived tracks the mark, and peers take over", assignment.node());
        if (before.here().isEmpty()) {
            say("no route pointed here: no connection was cut");
            return true;
        }
        OwnRoutes now = before;
        Optional<String> refusal = Optional.empty();
        while (!now.here().isEmpty() && System.nanoTime() - start < patience.toNanos()) {
            Thread.sleep(POLL);
            try {
                now = OwnRoutes.read(ec2, assignment);
                refusal = Optional.empty();
            } catch (Ec2Exception transientFailure) {
                refusal = Optional.of(transientFailure.getMessage());
            }
        }
        Optional<Integer> cut = connections();
        if (!now.here().isEmpty()) {
            giveUp(now, patience, refusal);
            return false;
        }
        say(
                "%d route table entries moved to %s, %d ms after that",
                before.here().size(), owners(now.elsewhere()), (System.nanoTime() - start) / 1_000_000);
        say("connections cut: %s", cut.map(String::valueOf).orElse("unknown, HAProxy does not answer"));
        return true;
    }

    private void tellClients(Duration grace) throws InterruptedException {
        try {
            haproxy.setDraining(true);
        } catch (IOException silent) {
            say("HAProxy cannot tell its clients to close their connections: %s", silent.getMessage());
            return;
        }
        int open = connections().orElse(0);
        say("%d connections are open; HAProxy tells their clients with the next answer to close them", open);
        long end = System.nanoTime() + grace.toNanos();
        while (System.nanoTime() < end && connections().orElse(0) > 0) {
            Thread.sleep(POLL);
        }
    }

    /** Without somebody to take over, a drained node would own routes that nobody keeps. */
    private void giveUp(OwnRoutes now, Duration patience, Optional<String> refusal) throws IOException {
        mark.clear();
        try {
            haproxy.setDraining(false);
        } catch (IOException silent) {
            say("HAProxy may go on telling its clients to close their connections: %s", silent.getMessage());
        }
        say(
                "no peer has taken over within %d s; %s is in service again. Still here: %s%s. Look at \"pointsman status\" on the peers, "
                        + "and at \"pointsman doctor\" on both: the keepalived that runs here must track \"%s\"",
                patience.toSeconds(),
                assignment.node(),
                String.join(", ", now.here()),
                refusal.map(why -> " (as last read; since then: " + why + ")").orElse(""),
                "drained");
    }

    private Optional<Integer> connections() {
        try {
            return Optional.of(haproxy.clientConnections());
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    private static String owners(SortedMap<String, Integer> elsewhere) {
        return elsewhere.isEmpty()
                ? "no node of this fleet"
                : elsewhere.keySet().stream().collect(Collectors.joining(" and "));
    }

    private void say(String format, Object... values) {
        out.println(List.of(values).isEmpty() ? format : format.formatted(values));
        out.flush();
    }
}
