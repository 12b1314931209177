package dev.pointsman.lab.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an agent's {@code GET /ownership} says, read as an outsider reads it.
 *
 * <p>It exists so that everybody who looks at the report agrees on its field names, in one place.
 *
 * @param json the whole document
 */
public record Ownership(JsonNode json) {

    /**
     * An entry of a route table.
     *
     * @param routeTable {@code rtb-…}
     * @param destination CIDR notation
     * @param state {@code active}, {@code blackhole} or {@code missing}
     * @param owner the node that it points at, if it is one of the fleet's
     * @param isDrift whether it does not point where it should
     */
    public record Route(String routeTable, String destination, String state, Optional<String> owner, boolean isDrift) {}

    /**
     * A claim that the node made.
     *
     * @param at when it was told to look
     * @param trigger {@code notify}, {@code fifo}, {@code loop} or {@code direct}
     * @param millis from then until all routes were moved
     * @param moves how many routes it moved
     */
    public record Claim(Instant at, String trigger, double millis, int moves) {}

    /**
     * A reason why a revision is refused.
     *
     * @param file below the definitions' folder
     * @param line from 1
     * @param message what is wrong there
     */
    public record Finding(String file, int line, String message) {}

    /** The name of the node that was asked. */
    public String node() {
        return json.path("node").asText();
    }

    /** All entries of all route groups. */
    public List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (var group : json.path("routeGroups")) {
            for (var route : group.path("routes")) {
                routes.add(new Route(
                        route.path("routeTable").asText(),
                        route.path("destination").asText(),
                        route.path("state").asText(),
                        text(route.path("owner")),
                        route.path("drift").asBoolean()));
            }
        }
        return routes;
    }

    /** Whether the node that was asked is MASTER of every route group. */
    public boolean isMaster() {
        var groups = json.path("routeGroups");
        for (var group : groups) {
            if (!group.path("master").asBoolean()) {
                return false;
            }
        }
        return !groups.isEmpty();
    }

    /** The last state word that keepalived reported for a route group to the node that was asked; empty before the first. */
    public String lastTold(String routeGroup) {
        for (var group : json.path("routeGroups")) {
            if (group.path("name").asText().equals(routeGroup)) {
                return group.path("lastTold").asText();
            }
        }
        return "";
    }

    /** Whether the node that was asked is MASTER of one route group. */
    public boolean isMaster(String routeGroup) {
        for (var group : json.path("routeGroups")) {
            if (group.path("name").asText().equals(routeGroup)) {
                return group.path("master").asBoolean();
            }
        }
        return false;
    }

    /** What the document says about a node; an empty document if nothing. */
    public JsonNode node(String name) {
        for (var node : json.path("nodes")) {
            if (node.path("name").asText().equals(name)) {
                return node;
            }
        }
        return json.path("nodes").path("there is no such node");
    }

    /** The revision that a node runs. */
    public Optional<String> running(String name) {
        return text(node(name).path("running"));
    }

    /** The revision that a node has refused and that is still the newest. */
    public Optional<String> refused(String name) {
        return text(node(name).path("refused").path("revision"));
    }

    /** What a node says that does not work, one sentence each. */
    public List<String> problems(String name) {
        var problems = new ArrayList<String>();
        node(name).path("problems").forEach(problem -> problems.add(problem.asText()));
        return problems;
    }

    /** Why a node has refused it. */
    public List<Finding> findings(String name) {
        var findings = new ArrayList<Finding>();
        for (var finding : node(name).path("refused").path("findings")) {
            findings.add(new Finding(
                    finding.path("file").asText(),
                    finding.path("line").asInt(),
                    finding.path("message").asText()));
        }
        return findings;
    }

    /** Whether a node's HAProxy serves. */
    public boolean isServing(String name) {
        return node(name).path("haproxy").asText().equals("serving");
    }

    /** What the node that was asked has claimed, as it tells. */
    public List<Claim> claims() {
        var claims = new ArrayList<Claim>();
        for (var claim : json.path("claims")) {
            claims.add(new Claim(
                    Instant.parse(claim.path("at").asText()),
                    claim.path("trigger").asText(),
                    claim.path("millis").asDouble(),
                    claim.path("moves").size()));
        }
        return claims;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }
}
