package dev.pointsman.agent.ownership.report;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pointsman.agent.ownership.rule.Ability;
import dev.pointsman.agent.ownership.rule.Standing.Vrrp;

/**
 * What this node knows and does about its routes at one moment; serialises as it stands.
 *
 * @param fleet namespace/name
 * @param node this node
 * @param at when the loop last turned
 * @param routeGroups every route group of the fleet
 * @param haproxyServes whether HAProxy's worker answers
 * @param problems what keeps this node from knowing or doing what it should, one sentence each; empty when all is well
 * @param claims the last claims, newest first; bounded
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OwnershipView(
        String fleet,
        String node,
        Instant at,
        List<Group> routeGroups,
        boolean haproxyServes,
        List<String> problems,
        List<ClaimReport> claims) {

    public OwnershipView {
        routeGroups = List.copyOf(routeGroups);
        problems = List.copyOf(problems);
        claims = List.copyOf(claims);
    }

    /**
     * A route group.
     *
     * @param vrrp what this node is in it, as observed
     * @param vrrpReason how that was told
     * @param lastTold the last state word that keepalived reported, or empty; not trusted, only shown
     * @param isMaster whether this node is MASTER
     * @param ability whether this node can write the group's tables, by EC2's answers to its tests
     * @param routes its entries
     */
    public record Group(
            String name,
            Vrrp vrrp,
            String vrrpReason,
            String lastTold,
            @JsonProperty("master") boolean isMaster,
            Ability.State ability,
            List<Entry> routes) {

        public Group {
            routes = List.copyOf(routes);
        }
    }

    /** What a reading said about an entry. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("blackhole")
        BLACKHOLE,
        @JsonProperty("missing")
        MISSING,
        @JsonProperty("unknown")
        UNKNOWN
    }

    /**
     * An entry of a route table.
     *
     * @param routeTable {@code rtb-…}
     * @param destination CIDR block
     * @param target what it points at; null when it points at nothing, or nobody knows
     * @param owner the node it points at; null when that is no node of the fleet
     * @param expectedOwner the node it should point at, as far as this node can tell: itself while it is MASTER; null otherwise
     * @param isDrift whether it does not point where it should: not here while this node is MASTER; else at no living node, or here
     * @param isContested whether a peer keeps taking it from this node, or this node leaves it to one that does: two nodes believe to be MASTER
     * @param since since when it has pointed there, as far as this node has seen
     * @param reason what this node thinks of it
     */
    public record Entry(
            String routeTable,
            String destination,
            State state,
            String target,
            String owner,
            String expectedOwner,
            @JsonProperty("drift") boolean isDrift,
            @JsonProperty("contested") boolean isContested,
            Instant since,
            String reason) {}

    /**
     * Writes that one look led to.
     *
     * @param at when it began
     * @param trigger what made the node look
     * @param moves what was written, in the order in which it was done
     * @param millis from the event to the last answer
     */
    public record ClaimReport(Instant at, String routeGroup, Trigger trigger, List<Move> moves, double millis) {

        public ClaimReport {
            moves = List.copyOf(moves);
        }
    }

    /** What became of a write. */
    public enum Action {
        @JsonProperty("replaced")
        REPLACED,
        @JsonProperty("created")
        CREATED,
        @JsonProperty("deleted")
        DELETED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("abandoned")
        ABANDONED
    }

    /**
     * One write.
     *
     * @param from what the entry was seen to be before
     * @param millis how long EC2 took
     * @param error why it was not done; null when it was
     */
    public record Move(
            String routeTable, String destination, String from, Action action, double millis, String error) {}
}
