package dev.pointsman.agent.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.pointsman.agent.apply.AppliedPlan;
import dev.pointsman.agent.apply.NodeStatus;
import dev.pointsman.agent.apply.StatusBoard;
import dev.pointsman.agent.certificate.CertificateBoard;
import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.agent.discovery.InstanceDiscovery;
import dev.pointsman.agent.doctor.DoctorRound;
import dev.pointsman.agent.fitness.Fitness;
import dev.pointsman.agent.fitness.FitnessBoard;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.agent.ownership.OwnershipService;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.pipeline.plan.fleet.Node;

/** Puts together what this node says about itself, from what it knows at the moment of asking. */
@Singleton
public class ThisNode {

    private final StatusBoard board;
    private final GenerationStore store;
    private final WorkerSocket worker;
    private final OwnershipService ownership;
    private final PlanKeeper plan;
    private final AgentConfiguration configuration;
    private final DoctorRound doctor;
    private final FitnessBoard fitness;
    private final InstanceDiscovery discovery;
    private final CertificateBoard certificates;

    ThisNode(
            StatusBoard board,
            GenerationStore store,
            WorkerSocket worker,
            OwnershipService ownership,
            PlanKeeper plan,
            AgentConfiguration configuration,
            DoctorRound doctor,
            FitnessBoard fitness,
            InstanceDiscovery discovery,
            CertificateBoard certificates) {
        this.board = board;
        this.store = store;
        this.worker = worker;
        this.ownership = ownership;
        this.plan = plan;
        this.configuration = configuration;
        this.doctor = doctor;
        this.fitness = fitness;
        this.discovery = discovery;
        this.certificates = certificates;
    }

    NodeReport report() {
        NodeStatus status = board.read();
        Optional<Node> self = plan.applied().map(ThisNode::self);
        Optional<OwnershipView> view = ownership.view();
        Optional<String> digest = digest();
        List<String> problems = new ArrayList<>(status.sentences());
        view.ifPresent(seen -> problems.addAll(seen.problems()));
        problems.addAll(discovery.problems());
        problems.addAll(doctor.ailments());
        if (fitness.read() instanceof Fitness.Waiting(String reason)) {
            problems.add("it has started and stands behind its peers in VRRP: " + reason);
        }
        return new NodeReport(
                self.map(Node::name).orElse(configuration.node()),
                self.map(Node::zone).orElse(""),
                true,
                vrrp(view),
                fitness.isFit(),
                digest.isPresent() ? NodeReport.SERVING : NodeReport.DOWN,
                status.fetched().orElse(null),
                digest.flatMap(this::revisionOf).orElse(null),
                status.refused().map(RefusalReport::of).orElse(null),
                status.lastChange().isEmpty() ? null : status.lastChange(),
                SelectedReport.of(discovery.known()),
                problems,
                certificates.read().stream().map(FindingReport::of).toList());
    }

    /** Whether HAProxy serves what the node has applied. */
    boolean servesItsGeneration() {
        return digest().equals(store.current().map(Generation::digest))
                && store.current().isPresent();
    }

    private static Node self(AppliedPlan applied) {
        return applied.plan().fleet().node(applied.node());
    }

    private Optional<String> digest() {
        try {
            // A worker without our digest serves too, but nobody knows what.
            return Optional.of(worker.digest().orElse(""));
        } catch (IOException down) {
            return Optional.empty();
        }
    }

    /** The newest revision with that content: a commit that changes nothing for the node runs without a reload. */
    private Optional<String> revisionOf(String digest) {
        Optional<Generation> current = store.current();
        if (current.filter(generation -> generation.digest().equals(digest)).isPresent()) {
            return current.map(Generation::revision);
        }
        try {
            return store.all().reversed().stream()
                    .filter(generation -> generation.digest().equals(digest))
                    .map(Generation::revision)
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String vrrp(Optional<OwnershipView> view) {
        List<String> states = view.stream()
                .flatMap(seen -> seen.routeGroups().stream())
                .map(group -> group.lastTold().equals("FAULT") && !group.isMaster()
                        ? "FAULT"
                        : group.vrrp().name())
                .toList();
        for (String state : List.of("MASTER", "FAULT", "UNKNOWN")) {
            if (states.contains(state)) {
                return state;
            }
        }
        return states.isEmpty() ? "UNKNOWN" : "BACKUP";
    }
}
