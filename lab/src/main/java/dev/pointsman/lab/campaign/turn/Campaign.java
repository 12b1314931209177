package dev.pointsman.lab.campaign.turn;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.traffic.Probe;

/** Plays faults on one running fleet, one after the other, each on a fleet that has recovered from the last. */
public final class Campaign {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** What a client waits before it counts a request as lost: long enough for a machine at its limit that is only slow. */
    private static final Duration LOST = Duration.ofSeconds(3);

    private final String fleet;
    private final Stage stage;
    private final Health health;
    private final Duration patience;
    private Rest rest;

    /**
     * @param fleet how the outcomes name it
     * @param patience how long to wait for what must come, far above every bound that the agents have
     */
    public Campaign(String fleet, Stage stage, Duration patience) {
        this.fleet = fleet;
        this.stage = stage;
        this.health = new Health(stage);
        this.patience = patience;
    }

    /** Brings the fleet up. */
    public void begin() throws IOException, DidNotHappen, InterruptedException {
        ComeUp.start(stage);
        Patience.await("the fleet to come up", patience, health::missing);
        rest = new Rest(stage, health, patience);
    }

    /** Plays one fault, after {@link #begin}. Throws IOException when the lab itself fails, as when a program does not start. */
    public Outcome play(Schedule.Turn turn) throws IOException, DidNotHappen, InterruptedException {
        var target = stage.lab().nodes().get(turn.node());
        rest.before(turn.fault());
        var scene = new Scene(stage.lab(), target);
        var client =
                stage.clients().get(stage.plan().fleet().node(target.name()).zone());
        var complaints = new ArrayList<String>();
        try (var probe = Probe.start(client, stage.oracle().calls().getFirst(), LOST)) {
            probe.awaitAnswer(ANSWER);
            var start = Instant.now();
            int lost = probe.failures();
            turn.fault().strike(scene);
            Thread.sleep(turn.holdMillis());
            complaints.addAll(judge(turn, target.name()));
            lost = probe.failures() - lost;
            if (lost > 0
                    && turn.fault().meanwhile() == Fault.Meanwhile.UNTOUCHED
                    && health.writes(start).isEmpty()) {
                complaints.add("%d requests were lost although nothing moved".formatted(lost));
            }
            var end = Instant.now();
            turn.fault().heal(scene);
            var found = new Recovery.Found(patience, 0);
            try {
                found = new Recovery(health, probe, patience).await();
            } catch (DidNotHappen never) {
                complaints.add(never.getMessage());
            }
            return new Outcome(
                    fleet,
                    turn.fault(),
                    target.name(),
                    start,
                    Duration.between(start, end),
                    found.settled(),
                    found.relapses(),
                    probe.answers() < 2
                            ? Duration.between(start, Instant.now())
                            : probe.longestGap().length(),
                    health.writes(start).size(),
                    complaints);
        }
    }

    /** What is wrong while the fault lasts. */
    private List<String> judge(Schedule.Turn turn, String node) throws InterruptedException {
        if (!turn.isPatient() || turn.fault().meanwhile() != Fault.Meanwhile.TAKEN_OVER) {
            return List.of();
        }
        try {
            Patience.await("the peers to take over", patience, () -> health.notTakenOver(node));
            return List.of();
        } catch (DidNotHappen never) {
            return List.of(never.getMessage());
        }
    }
}
