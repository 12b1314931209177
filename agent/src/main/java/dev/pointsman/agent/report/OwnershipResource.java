package dev.pointsman.agent.report;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pointsman.agent.apply.AppliedPlan;
import dev.pointsman.agent.apply.Poller;
import dev.pointsman.agent.ownership.OwnershipService;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import io.smallrye.common.annotation.Blocking;

/** The agent's HTTP door: the ownership report, this node's part of it, and the request to look for a new revision now. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class OwnershipResource {

    private final OwnershipService ownership;
    private final PlanKeeper plan;
    private final ThisNode thisNode;
    private final PeerReports peers;
    private final Poller poller;
    private final Clock clock = Clock.systemUTC();

    OwnershipResource(
            OwnershipService ownership, PlanKeeper plan, ThisNode thisNode, PeerReports peers, Poller poller) {
        this.ownership = ownership;
        this.plan = plan;
        this.thisNode = thisNode;
        this.peers = peers;
        this.poller = poller;
    }

    @GET
    @Path("ownership")
    public OwnershipReport ownership() {
        Optional<AppliedPlan> applied = plan.applied();
        Optional<OwnershipView> view = ownership.view();
        return new OwnershipReport(
                applied.map(known -> known.plan().fleet().name().toString()).orElse(""),
                applied.map(AppliedPlan::node).orElse(""),
                Instant.now(clock),
                view.map(OwnershipView::routeGroups).orElse(List.of()),
                nodes(applied),
                view.map(OwnershipView::claims).orElse(List.of()));
    }

    @GET
    @Path("ownership/node")
    public NodeReport node() {
        return thisNode.report();
    }

    /** Looks for a new revision now, and answers with this node's part of the report when that is done. */
    @POST
    @Path("refresh")
    public NodeReport refresh() {
        poller.refresh();
        return thisNode.report();
    }

    private List<NodeReport> nodes(Optional<AppliedPlan> applied) {
        if (applied.isEmpty()) {
            return List.of(thisNode.report());
        }
        String self = applied.get().node();
        Fleet fleet = applied.get().plan().fleet();
        Map<String, NodeReport> others = peers.ask(
                fleet.nodes().stream().filter(node -> !node.name().equals(self)).toList(), fleet.reportPort());
        return fleet.nodes().stream()
                .map(node -> node.name().equals(self) ? thisNode.report() : others.get(node.name()))
                .toList();
    }
}
