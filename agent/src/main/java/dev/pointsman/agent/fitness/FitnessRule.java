package dev.pointsman.agent.fitness;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.agent.fitness.Evidence.Peer;
import dev.pointsman.agent.fitness.Fitness.Fit;
import dev.pointsman.agent.fitness.Fitness.Waiting;

/** Judges whether a starting node is fit; the rule in words is this package's documentation. */
public final class FitnessRule {

    /** How long a starting node waits for Git, for peers that do not answer, and for peers that are behind it. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int SHORT = 12;

    private FitnessRule() {}

    public static Fitness judge(Evidence evidence) {
        if (evidence.running().isEmpty()) {
            return new Waiting("its HAProxy serves no revision yet");
        }
        String running = evidence.running().get();
        boolean isPatienceOver = evidence.sinceStart().compareTo(PATIENCE) >= 0;
        if (evidence.gitSilence()
                .filter(silence -> silence.compareTo(PATIENCE) >= 0)
                .isPresent()) {
            return new Fit("Git has not answered for " + PATIENCE.toSeconds() + " s, and it serves "
                    + abbreviated(running) + ", the last that it got");
        }
        boolean isAtHead = evidence.head().equals(evidence.running());
        List<Peer> examples = evidence.peers().stream()
                .filter(peer -> peer.answers() && peer.isFit() && peer.running().isPresent())
                .toList();
        if (examples.isEmpty()) {
            return withoutExample(evidence, running, isAtHead || evidence.isHeadRefused(), isPatienceOver);
        }
        List<Peer> masters = examples.stream().filter(Peer::isMaster).toList();
        Set<String> wanted = masters.isEmpty() ? servedByMost(examples) : served(masters);
        if (wanted.contains(running)) {
            return new Fit("it serves " + abbreviated(running) + ", as its peers do");
        }
        if (isAtHead && isPatienceOver) {
            return new Fit("it serves " + abbreviated(running) + ", the branch's head, and its peers have had "
                    + PATIENCE.toSeconds() + " s to follow");
        }
        return new Waiting("it serves " + abbreviated(running) + ", and its peers "
                + wanted.stream().map(FitnessRule::abbreviated).sorted().collect(Collectors.joining(", ")));
    }

    private static Fitness withoutExample(
            Evidence evidence, String running, boolean isDoneWithHead, boolean isPatienceOver) {
        if (isPatienceOver) {
            return new Fit("it serves " + abbreviated(running)
                    + ", and no peer that could have compared has answered for " + PATIENCE.toSeconds() + " s");
        }
        if (!isDoneWithHead) {
            return new Waiting(
                    evidence.head().isEmpty()
                            ? "it has not heard from Git lately"
                            : "it serves " + abbreviated(running) + ", and the branch's head is "
                                    + abbreviated(evidence.head().get()));
        }
        List<String> silent = evidence.peers().stream()
                .filter(peer -> !peer.answers())
                .map(Peer::name)
                .toList();
        return silent.isEmpty()
                ? new Fit("it serves " + abbreviated(running) + ", and no peer serves for longer than it does")
                : new Waiting("it does not know yet what " + String.join(", ", silent) + " serves");
    }

    private static Set<String> served(List<Peer> peers) {
        return peers.stream().map(peer -> peer.running().orElseThrow()).collect(Collectors.toSet());
    }

    /** More than one where as many serve one as another: both are then as good as what its peers serve. */
    private static Set<String> servedByMost(List<Peer> peers) {
        Map<String, Long> counts = new TreeMap<>(peers.stream()
                .collect(Collectors.groupingBy(peer -> peer.running().orElseThrow(), Collectors.counting())));
        long most = Collections.max(counts.values());
        return counts.entrySet().stream()
                .filter(count -> count.getValue() == most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String abbreviated(String revision) {
        return revision.length() <= SHORT ? revision : revision.substring(0, SHORT);
    }
}
