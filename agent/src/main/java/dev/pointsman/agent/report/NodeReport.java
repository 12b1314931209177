package dev.pointsman.agent.report;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pointsman.pipeline.plan.fleet.Node;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One node, as it says about itself; the answer to {@code GET /ownership/node}.
 *
 * @param name its name in the fleet
 * @param zone its availability zone
 * @param reachable whether its agent answered
 * @param vrrp {@code MASTER}, {@code BACKUP}, {@code FAULT} or {@code UNKNOWN}: MASTER when it is MASTER of any route group
 * @param isFit whether it may stand before its peers ({@link dev.pointsman.agent.fitness})
 * @param haproxy {@code serving} or {@code down}
 * @param fetched the branch's head as it last saw it; null when it never did
 * @param running the revision that its HAProxy serves; null when none, or nobody knows
 * @param refused the newest revision, when it is not served; else null
 * @param lastChange what was done to its HAProxy last, and why: a reload with its reasons, or commands; null when nothing was
 * @param instances the instances that Services select by their tags, as this node knows them; empty where none does
 * @param problems what does not work, one sentence each
 * @param findings what this node has found out about its certificates, errors and warnings
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record NodeReport(
        String name,
        String zone,
        boolean reachable,
        String vrrp,
        @JsonProperty("fit") boolean isFit,
        String haproxy,
        String fetched,
        String running,
        RefusalReport refused,
        String lastChange,
        List<SelectedReport> instances,
        List<String> problems,
        List<FindingReport> findings) {

    static final String SERVING = "serving";
    static final String DOWN = "down";

    public NodeReport {
        instances = instances == null ? List.of() : List.copyOf(instances);
        problems = problems == null ? List.of() : List.copyOf(problems);
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    /** Whether its HAProxy answers. */
    @JsonIgnore
    public boolean isServing() {
        return haproxy.equals(SERVING);
    }

    /** A node that this one has no way to ask. */
    static NodeReport notAsked(Node node) {
        return unknown(node, List.of());
    }

    /** A node whose agent does not answer: nobody can say anything else about it. */
    static NodeReport unreachable(Node node, String why) {
        return unknown(node, List.of(why));
    }

    private static NodeReport unknown(Node node, List<String> problems) {
        return new NodeReport(
                node.name(),
                node.zone(),
                false,
                "UNKNOWN",
                false,
                DOWN,
                null,
                null,
                null,
                null,
                List.of(),
                problems,
                List.of());
    }
}
