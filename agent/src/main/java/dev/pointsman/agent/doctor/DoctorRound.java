package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import dev.pointsman.agent.notify.EventWatch;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.assignment.AssignmentFile;
import dev.pointsman.pipeline.node.NodeLayout;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

/** The agent's own doctor: looks time and again, logs what is new, and keeps it for the report. */
@Singleton
public class DoctorRound {

    private static final Logger LOG = Logger.getLogger(DoctorRound.class);

    private final NodeLayout layout;
    private final EventWatch events;
    private volatile List<String> ailments = List.of();

    DoctorRound(NodeLayout layout, EventWatch events) {
        this.layout = layout;
        this.events = events;
    }

    /** What is wrong now, one sentence each. */
    public List<String> ailments() {
        return ailments;
    }

    @Scheduled(every = "2s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Set<String> found = new TreeSet<>(events.ailments());
        try {
            Assignment assignment = AssignmentFile.read(layout.assignment());
            Doctor.local(layout, assignment)
                    .forEach(examination -> examination.examine().forEach(ailment -> found.add(ailment.text())));
        } catch (IOException notYet) {
            // Before the first revision there is nothing to examine.
            LOG.debug(notYet.getMessage());
        }
        Set<String> before = Set.copyOf(ailments);
        found.stream().filter(ailment -> !before.contains(ailment)).forEach(LOG::error);
        before.stream()
                .filter(ailment -> !found.contains(ailment))
                .forEach(ailment -> LOG.infof("no longer so: %s", ailment));
        ailments = List.copyOf(found);
    }
}
