package dev.pointsman.lab.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;

import dev.pointsman.lab.campaign.turn.Health;
import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;

/**
 * Cuts a node off from its peers, heals that as soon as a peer has taken entries, and takes the time until all of them are back at the MASTER.
 *
 * <p>It exists because that is where a hook that is called on transitions fails: the MASTER has seen none, and the routes stay where they
 * are. Safe for the threads of all fleets.
 */
final class HealedPartitions {
    /** Two turns of the agent's loop. */
    private static final Duration GOAL = Duration.ofSeconds(4);

    /**
     * For so long nobody must have written before the next: a node takes no reading for news within 15 s of its own write, an agent that
     * has just begun within 30 s; and an entry that is taken from the same node three times a minute is left there.
     */
    private static final Duration PEACE = Duration.ofSeconds(33);

    private static final int MOST_DELAY_MILLIS = 500;

    private final Order order;
    private final Path project;
    private final PrintStream out;
    private final List<Healed> all = new ArrayList<>();

    /**
     * One partition.
     *
     * @param wasStranded whether entries were at another node than the MASTER when it was healed
     * @param back from then until all were back
     */
    private record Healed(boolean wasStranded, Duration back) {}

    HealedPartitions(Order order, Path project, PrintStream out) {
        this.order = order;
        this.project = project;
        this.out = out;
    }

    /** Plays and prints the distribution. Returns the exit code. */
    int play() throws IOException, InterruptedException {
        var work = new ArrayList<Callable<Void>>();
        var shares = order.shares();
        for (int i = 0; i < shares.size(); i++) {
            var lane = new Lane(order.fleets().get(i), order.binary(), project);
            int share = shares.get(i);
            var random = new Random(order.seed() + i);
            work.add(() -> {
                play(lane, share, random);
                return null;
            });
        }
        SideBySide.all(work);
        long within =
                all.stream().filter(each -> each.back().compareTo(GOAL) <= 0).count();
        var stranded = all.stream().filter(Healed::wasStranded).toList();
        out.printf(
                "%d partitions healed, %d of them with entries at another node than the MASTER%n",
                all.size(), stranded.size());
        out.printf("those were back after");
        for (double share : new double[] {0.1, 0.5, 0.9, 0.99, 1}) {
            out.printf("  %s ms (%.0f %%)", Summary.quantile(stranded.stream().map(Healed::back), share), 100 * share);
        }
        out.printf("%nwithin two loop intervals (%d ms): %d of %d%n", GOAL.toMillis(), within, order.runs());
        out.printf("%d passed, %d failed%n", within, order.runs() - within);
        return within == order.runs() ? 0 : 1;
    }

    private void play(Lane lane, int count, Random random) throws IOException, DidNotHappen, InterruptedException {
        try (var stage = lane.open()) {
            try {
                var health = new Health(stage);
                ComeUp.start(stage);
                awaitPeace(health, Instant.now());
                for (int i = 0; i < count; i++) {
                    tell(lane.fleet(), heal(stage, health, random));
                }
            } catch (IOException | DidNotHappen | RuntimeException e) {
                throw new IOException("%s; logs: %s".formatted(e.getMessage(), lane.keepLogs(stage)), e);
            }
        }
    }

    private Healed heal(Stage stage, Health health, Random random)
            throws IOException, DidNotHappen, InterruptedException {
        var nodes = stage.lab().nodes();
        var cut = nodes.get(random.nextInt(nodes.size()));
        for (var peer : nodes) {
            if (!peer.equals(cut)) {
                stage.lab().router().partition(cut.name(), peer.name());
            }
        }
        Patience.await(
                "a peer to take entries",
                order.patience(),
                () -> health.misplaced().isPresent() ? Optional.empty() : Optional.of("none has"));
        Thread.sleep(random.nextInt(MOST_DELAY_MILLIS));
        boolean wasStranded = health.misplaced().isPresent();
        stage.lab().router().heal();
        var healed = Instant.now();
        var back = Patience.await("the entries to be back at the MASTER", order.patience(), health::misplaced);
        awaitPeace(health, healed);
        return new Healed(wasStranded, wasStranded ? back : Duration.ZERO);
    }

    /** Waits until the fleet is as it should be, and nobody has written for {@link #PEACE}. */
    private void awaitPeace(Health health, Instant start) throws DidNotHappen, InterruptedException {
        Patience.await("the fleet to come to rest", order.patience().plus(PEACE), () -> {
            var moment = Instant.now().minus(PEACE);
            if (moment.isBefore(start)) {
                return Optional.of("it has only begun");
            }
            int writes = health.writes(moment).size();
            return writes > 0 ? Optional.of("%d entries were just written".formatted(writes)) : health.missing();
        });
    }

    private synchronized void tell(String fleet, Healed healed) {
        all.add(healed);
        out.printf(
                "%4d  %-6s %s %6d ms%n",
                all.size(),
                fleet,
                healed.wasStranded() ? "stranded" : "in place",
                healed.back().toMillis());
    }
}
