package dev.pointsman.agent.apply;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.revision.KeptDefinitions;
import dev.pointsman.agent.revision.NodeName;
import dev.pointsman.agent.revision.Pipeline;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.NodeFindingCode;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;
import org.jboss.logging.Logger;

/** The plan of a generation on disk, without Git. */
final class LastGood {

    private static final Logger LOG = Logger.getLogger(LastGood.class);

    private final Pipeline pipeline;
    private final NodeName node;

    LastGood(Pipeline pipeline, NodeName node) {
        this.pipeline = pipeline;
        this.node = node;
    }

    /** Compiles what the generation was rendered from; empty, with a line in the log, when that is no longer possible. */
    Optional<AppliedPlan> planOf(Generation generation) {
        try {
            if (pipeline.compile(KeptDefinitions.of(generation)) instanceof Compilation.Accepted accepted) {
                String name = node.in(accepted.plan().fleet());
                return Optional.of(new AppliedPlan(generation.revision(), accepted.plan(), name));
            }
            LOG.warnf(
                    "generation \"%s\" was made by another version: its definitions are refused now", generation.id());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("failed to read the definitions of generation \"%s\": %s", generation.id(), e.getMessage());
        }
        return Optional.empty();
    }

    /** Says that the generation on disk could not be served at the start. */
    static Refusal refusal(Generation generation, String reason) {
        return new Refusal(
                generation.revision(),
                List.of(new Finding(
                        Severity.ERROR,
                        NodeFindingCode.RELOAD_FAILED.text(),
                        Place.ofFile("haproxy.cfg"),
                        "",
                        reason + ".",
                        "Look into HAProxy's log on this node.")),
                true);
    }
}
