package dev.pointsman.agent.report;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import dev.pointsman.agent.apply.AppliedPlan;
import dev.pointsman.agent.certificate.AuthorityFiles;
import dev.pointsman.agent.certificate.CertificateBoard;
import dev.pointsman.agent.certificate.CertificateFindings;
import dev.pointsman.agent.certificate.CertificateRotation;
import dev.pointsman.agent.certificate.CertificateState;
import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.agent.revision.ServedGeneration;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Severity;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

/** Looks time and again at the certificates of the plan that this node is on: brings in what is renewed, and tells until when each is valid. */
@Singleton
public class CertificateRound {

    private static final Logger LOG = Logger.getLogger(CertificateRound.class);

    private final PlanKeeper plan;
    private final CertificateRotation rotation;
    private final CertificateBoard board;
    private final MultiGauge notAfter;
    private final Clock clock = Clock.systemUTC();

    CertificateRound(
            NodeLayout layout,
            WorkerSocket worker,
            ServedGeneration served,
            PlanKeeper plan,
            CertificateBoard board,
            MeterRegistry registry) {
        this.plan = plan;
        this.rotation = new CertificateRotation(layout, worker, served, clock);
        this.board = board;
        this.notAfter = MultiGauge.builder("pointsman.certificate.not.after")
                .description("When what clients are shown, or an authority, expires, in seconds since 1970")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(every = "5s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        plan.applied().map(AppliedPlan::plan).ifPresent(this::look);
    }

    private void look(Plan applied) {
        List<Row<?>> rows = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (CertificateState state : rotation.look(applied.keyPairs())) {
            findings.addAll(state.findings());
            state.shown()
                    .ifPresent(shown -> rows.add(row("secret", state.secret().toString(), shown.notAfter())));
        }
        AuthorityFiles.of(applied).forEach((file, authorities) -> {
            authorities.forEach(authority -> CertificateFindings.ofExpiry(file, authority, clock.instant())
                    .ifPresent(findings::add));
            authorities.stream()
                    .map(authority -> authority.getNotAfter().toInstant())
                    .min(Instant::compareTo)
                    .ifPresent(first -> rows.add(row("authorities", file, first)));
        });
        notAfter.register(rows, true);
        log(board.write(findings), board.read());
    }

    private static Row<Number> row(String kind, String name, Instant end) {
        return Row.of(Tags.of("kind", kind, "name", name), end.getEpochSecond());
    }

    /** Each finding once, and once that it is over. */
    private static void log(List<Finding> before, List<Finding> now) {
        Set<Finding> old = new HashSet<>(before);
        for (Finding finding : now) {
            if (!old.remove(finding)) {
                LOG.log(finding.severity() == Severity.ERROR ? Logger.Level.ERROR : Logger.Level.WARN, finding);
            }
        }
        old.forEach(finding -> LOG.infof("no longer so: %s", finding));
    }
}
