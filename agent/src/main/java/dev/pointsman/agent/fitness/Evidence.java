package dev.pointsman.agent.fitness;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a starting node knows of itself and its peers at one moment.
 *
 * @param sinceStart how long ago its agent started
 * @param running the revision that its HAProxy serves
 * @param head the branch's head, as fetched since the start; empty where the last fetch is more than two polls ago, and while Git does not answer
 * @param isHeadRefused whether this node has refused that
 * @param gitSilence for how long Git has not answered; empty while it answers
 * @param peers the other nodes; none where this node has no way to ask them
 */
public record Evidence(
        Duration sinceStart,
        Optional<String> running,
        Optional<String> head,
        boolean isHeadRefused,
        Optional<Duration> gitSilence,
        List<Peer> peers) {

    public Evidence {
        peers = List.copyOf(peers);
        if (gitSilence.isPresent()) {
            // What Git said before it fell silent may no longer be the head.
            head = Optional.empty();
            isHeadRefused = false;
        }
    }

    /**
     * Another node, as it answered.
     *
     * @param answers whether it did; if not, nothing else is known
     * @param isFit whether it has come through this itself
     * @param isMaster whether it is MASTER of a route group
     * @param running the revision that its HAProxy serves
     */
    public record Peer(String name, boolean answers, boolean isFit, boolean isMaster, Optional<String> running) {

        /** A node that does not answer. */
        public static Peer silent(String name) {
            return new Peer(name, false, false, false, Optional.empty());
        }
    }
}
