package dev.pointsman.agent.revision;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.agent.certificate.CertificateFiles;
import dev.pointsman.agent.discovery.KeptInstances;
import dev.pointsman.agent.generation.DiskFullException;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.haproxy.CheckVerdict;
import dev.pointsman.agent.haproxy.ConfigurationCheck;
import dev.pointsman.agent.haproxy.PortCheck;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.NodeFindingCode;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;
import org.jboss.logging.Logger;

/**
 * Writes the generation beside the served one and asks HAProxy and the kernel whether it could be served.
 *
 * <p>What HAProxy refuses is refused ({@link StepFailure.Next#GIVE_UP}). An address or a certificate that this node does not
 * have, a port that somebody else has, or a full disk only hinder ({@link StepFailure.Next#WAIT}). Without a HAProxy to ask, the generation is prepared nonetheless.
 */
public final class CheckStep implements RevisionStep {

    private static final Logger LOG = Logger.getLogger(CheckStep.class);

    private final GenerationStore store;
    private final ConfigurationCheck check;
    private final PortCheck ports;
    private final CertificateFiles certificates;
    private final InstantSource clock;

    public CheckStep(
            GenerationStore store,
            ConfigurationCheck check,
            PortCheck ports,
            CertificateFiles certificates,
            InstantSource clock) {
        this.store = store;
        this.check = check;
        this.ports = ports;
        this.certificates = certificates;
        this.clock = clock;
    }

    @Override
    public Phase phase() {
        return Phase.CHECK;
    }

    @Override
    public Attempt take(Attempt attempt) throws StepFailure {
        Optional<Generation> served = store.current();
        Instant now = clock.instant();
        Generation generation = write(attempt, now);
        if (served.filter(generation::servesLike).isPresent()) {
            return attempt.withGeneration(generation);
        }
        try {
            requireCertificates(attempt);
            requireAccepted(attempt, generation);
            requireBindable(attempt, served);
        } catch (StepFailure refused) {
            if (generation.createdAt().equals(now)) {
                // One that was there before was served once, and may be the way back.
                discard(generation);
            }
            throw refused;
        }
        return attempt.withGeneration(generation);
    }

    private Generation write(Attempt attempt, Instant now) throws StepFailure {
        RenderedNode rendered = attempt.rendered();
        try {
            SortedMap<String, String> files = new TreeMap<>(rendered.files());
            files.put(KeptDefinitions.FILE, KeptDefinitions.render(attempt.definitions()));
            if (!attempt.instances().isEmpty()) {
                files.put(KeptInstances.FILE, KeptInstances.render(attempt.instances()));
            }
            return store.write(attempt.fetched().revision(), rendered.digest(), now, files, rendered.listens());
        } catch (DiskFullException e) {
            Finding finding = new Finding(
                    Severity.ERROR,
                    NodeFindingCode.DISK_FULL.text(),
                    Place.ofFile("generation"),
                    "",
                    e.getMessage() + ".",
                    "Free some space there, or lower generations.keep in agent.yaml; what is served stays, and the revision is tried again.");
            throw StepFailure.hindered(message(attempt, finding), List.of(finding));
        } catch (IOException e) {
            throw StepFailure.broken(e.getMessage(), e);
        }
    }

    /** Before HAProxy trips over them: a file that is missing or wrong now may be there in a minute. */
    private void requireCertificates(Attempt attempt) throws StepFailure {
        List<Finding> findings = certificates.findings(attempt.plan().keyPairs());
        if (!findings.isEmpty()) {
            throw StepFailure.hindered(message(attempt, findings.getFirst()), findings);
        }
    }

    private void requireAccepted(Attempt attempt, Generation generation) throws StepFailure {
        switch (check.check(generation.haproxyConfiguration())) {
            case CheckVerdict.Passed passed ->
                passed.warnings().forEach(warning -> LOG.warnf("HAProxy warns: %s", warning));
            case CheckVerdict.Unavailable unavailable ->
                LOG.warnf(
                        "HAProxy could not be asked about generation \"%s\": %s",
                        generation.id(), unavailable.reason());
            case CheckVerdict.Refused refused -> {
                Finding finding = finding(
                        NodeFindingCode.HAPROXY_REFUSES, "HAProxy refuses the configuration: " + refused.reason(), "");
                throw StepFailure.refused(message(attempt, finding), List.of(finding));
            }
        }
    }

    private void requireBindable(Attempt attempt, Optional<Generation> served) throws StepFailure {
        List<String> wanted = attempt.rendered().listens();
        List<Finding> findings = new ArrayList<>();
        for (String listen : wanted) {
            String address = listen.substring(0, listen.lastIndexOf(':'));
            if (!LocalAddress.isBindable(address)) {
                findings.add(finding(
                        NodeFindingCode.ADDRESS_MISSING,
                        "this node does not have the address \"" + address + "\" of \"" + listen + "\".",
                        "Run \"pointsman install\" on this node as root; it adds the address."));
            }
        }
        try {
            for (String conflict :
                    ports.conflicts(wanted, served.map(Generation::listens).orElse(wanted))) {
                findings.add(finding(
                        NodeFindingCode.PORT_TAKEN, conflict + ".", "Stop that program, or choose another port."));
            }
        } catch (IOException e) {
            LOG.warnf("failed to see which ports are taken: %s", e.getMessage());
        }
        if (!findings.isEmpty()) {
            throw StepFailure.hindered(message(attempt, findings.getFirst()), findings);
        }
    }

    private void discard(Generation generation) {
        try {
            store.discard(generation);
        } catch (IOException e) {
            LOG.warnf("failed to remove generation \"%s\": %s", generation.id(), e.getMessage());
        }
    }

    private static Finding finding(NodeFindingCode code, String message, String hint) {
        return new Finding(Severity.ERROR, code.text(), Place.ofFile("haproxy.cfg"), "", message, hint);
    }

    private static String message(Attempt attempt, Finding finding) {
        return "revision \"" + attempt.fetched().revision() + "\" is refused: " + finding.message();
    }
}
