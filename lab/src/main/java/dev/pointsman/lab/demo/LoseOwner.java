package dev.pointsman.lab.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.traffic.Probe;

/** The fourth act: the owner dies without a word, and another node takes over every route table. */
public final class LoseOwner {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration CALM = Duration.ofMillis(500);

    private LoseOwner() {}

    /**
     * What a takeover looked like; all times from the moment of death.
     *
     * @param dead the node that owned the routes
     * @param heir the node that owns them now
     * @param detected when the heir saw that it is MASTER
     * @param firstWrite when its first ReplaceRoute reached EC2
     * @param lastWrite when EC2 had answered its last ReplaceRoute
     * @param tables the route tables that it wrote
     * @param gap for how long a client got no answer, to the resolution of {@link Probe#INTERVAL}
     */
    public record Takeover(
            String dead,
            String heir,
            Duration detected,
            Duration firstWrite,
            Duration lastWrite,
            Set<String> tables,
            Duration gap) {}

    /** Kills the owner and waits until every zone's client is served again. */
    public static Takeover play(Stage stage) throws IOException, DidNotHappen, InterruptedException {
        var narrator = stage.narrator();
        var dead =
                stage.owner().orElseThrow(() -> new DidNotHappen("no node owns all route tables: " + stage.owners()));
        var client = stage.clients().firstEntry().getValue();
        var call = stage.oracle().calls().getFirst();
        try (var probe = Probe.start(client, call)) {
            probe.awaitAnswer(LIMIT);
            Thread.sleep(CALM);
            var death = Instant.now();
            stage.lab().kill(dead);
            narrator.tell("%s is killed: SIGKILL to all its processes, its link carries nothing any more", dead);
            Patience.await(
                    "another node to own all routes",
                    LIMIT,
                    () -> stage.owner().filter(owner -> !owner.equals(dead)).isPresent()
                            ? Optional.empty()
                            : Optional.of("owners " + stage.owners()));
            probe.awaitAnswer(LIMIT);
            Thread.sleep(CALM);
            awaitWord(stage, stage.owner().orElseThrow());
            var takeover = takeover(stage, dead, death, probe.longestGap());
            tell(stage, takeover, client.name());
            ComeUp.reachFromEveryZone(stage, takeover.heir());
            return takeover;
        }
    }

    private static Takeover takeover(Stage stage, String dead, Instant death, Probe.Gap gap)
            throws IOException, DidNotHappen {
        var heir = stage.owner().orElseThrow();
        DidNotHappen.unless(
                gap.from().isBefore(death.plus(CALM)) && gap.to().isAfter(death),
                "the longest gap, %s to %s, does not fall to the death at %s",
                gap.from(),
                gap.to(),
                death);
        var writes = stage.lab().ec2().journal().calls("ReplaceRoute", death).stream()
                .filter(Call::isOk)
                .sorted(Comparator.comparing(Call::at))
                .toList();
        var tables = writes.stream()
                .map(write -> write.parameter("RouteTableId"))
                .collect(Collectors.toCollection(TreeSet::new));
        DidNotHappen.unless(
                tables.equals(stage.owners().keySet()),
                "ReplaceRoute was called on %s, expected on every route table: %s",
                tables,
                stage.owners().keySet());
        return new Takeover(
                dead,
                heir,
                Duration.between(death, detection(stage, heir, death)),
                Duration.between(death, writes.getFirst().at()),
                Duration.between(death, lastAnswer(writes)),
                tables,
                gap.length());
    }

    private static Instant lastAnswer(List<Call> writes) {
        return writes.stream()
                .map(write -> write.at().plus(write.took()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** When the heir saw that it is MASTER, by its own account: from keepalived's message, or by itself a moment before that. */
    private static Instant detection(Stage stage, String heir, Instant death) throws IOException, DidNotHappen {
        var claims = stage.lab().node(heir).ownership().claims();
        return claims.stream()
                .filter(claim -> claim.at().isAfter(death) && claim.moves() > 0)
                .map(claim -> claim.at())
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new DidNotHappen("'%s' does not tell of its claim: %s".formatted(heir, claims)));
    }

    /** The routes may move before keepalived has said a word; that it does say it is half of what this act is about. */
    private static void awaitWord(Stage stage, String heir) throws IOException, DidNotHappen, InterruptedException {
        var group = stage.plan().routeGroups().getFirst().name();
        Patience.await("keepalived to tell '%s' that it is MASTER".formatted(heir), LIMIT, () -> {
            var told = stage.lab().node(heir).ownership().lastTold(group);
            return told.equals("MASTER") ? Optional.empty() : Optional.of("the last word was '%s'".formatted(told));
        });
    }

    private static void tell(Stage stage, Takeover takeover, String client) {
        var narrator = stage.narrator();
        narrator.tell(
                "detection        %5d ms  keepalived on %s has become MASTER, and its agent has seen it (advertisements every %d ms)",
                takeover.detected().toMillis(),
                takeover.heir(),
                stage.plan().fleet().vrrp().advertisementInterval().toMillis());
        narrator.tell(
                "claim            %5.1f ms  ReplaceRoute on %d route tables: %s",
                takeover.lastWrite().minus(takeover.firstWrite()).toNanos() / 1e6,
                takeover.tables().size(),
                String.join(", ", takeover.tables()));
        narrator.tell(
                "routes moved     %5d ms  after the death", takeover.lastWrite().toMillis());
        narrator.tell(
                "gap              %5d ms  without an answer, as %s saw it",
                takeover.gap().toMillis(), client);
        narrator.confirm(
                "%s has taken over all %d route tables from %s",
                takeover.heir(), takeover.tables().size(), takeover.dead());
    }
}
