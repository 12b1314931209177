package dev.pointsman.agent.install;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.agent.certificate.CertificateFiles;
import dev.pointsman.agent.discovery.KeptInstances;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.haproxy.CheckVerdict;
import dev.pointsman.agent.haproxy.ConfigurationCheck;
import dev.pointsman.agent.revision.KeptDefinitions;
import dev.pointsman.pipeline.finding.Finding;

/**
 * Writes the first generation, so that HAProxy can be started before the agent.
 *
 * <p>Where one is served already it stays: bringing a newer revision is the agent's work.
 */
final class FirstGenerationStep implements InstallStep {

    @Override
    public String purpose() {
        return "write the first generation";
    }

    @Override
    public void take(Installation installation, InstallReport report) throws IOException, InstallFailure {
        GenerationStore store = new GenerationStore(installation.layout());
        Optional<Generation> served = store.current();
        if (served.isPresent()) {
            report.unchanged(installation.layout().current() + " (revision "
                    + served.get().revision() + ")");
            return;
        }
        List<Finding> findings = new CertificateFiles(installation.layout())
                .findings(installation.plan().keyPairs());
        if (!findings.isEmpty()) {
            throw InstallFailure.found(findings.stream().map(Finding::toString).collect(Collectors.joining("; "))
                    + "; then install again");
        }
        store.recover();
        Map<String, String> files = new TreeMap<>(installation.rendered().files());
        files.put(KeptDefinitions.FILE, KeptDefinitions.render(installation.definitions()));
        if (!installation.instances().isEmpty()) {
            files.put(KeptInstances.FILE, KeptInstances.render(installation.instances()));
        }
        Generation generation = store.write(
                installation.revision(),
                installation.rendered().digest(),
                Instant.now(),
                files,
                installation.rendered().listens());
        switch (new ConfigurationCheck(installation.configuration().haproxy())
                .check(generation.haproxyConfiguration())) {
            case CheckVerdict.Passed passed -> {
                passed.warnings().forEach(report::found);
                store.switchTo(generation);
                report.written(installation.layout().current() + " (revision " + generation.revision() + ")");
            }
            case CheckVerdict.Refused refused -> {
                store.discard(generation);
                throw InstallFailure.found("HAProxy refuses the configuration of revision \"" + generation.revision()
                        + "\": " + refused.reason());
            }
            case CheckVerdict.Unavailable unavailable -> throw InstallFailure.found(unavailable.reason());
        }
    }
}
