package dev.pointsman.agent.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import dev.pointsman.agent.apply.AppliedPlan;
import dev.pointsman.agent.apply.ApplyListener;
import dev.pointsman.agent.apply.Refusal;
import dev.pointsman.agent.apply.StatusBoard;
import dev.pointsman.agent.haproxy.ReloadVerdict;
import dev.pointsman.agent.revision.ChangeJournal;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.pipeline.change.ReloadReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** Counts what becomes of revisions; the names are part of what operators rely on. */
@Singleton
public class ApplyMetrics implements ApplyListener, ChangeJournal {

    private static final String PREFIX = "pointsman.";

    private final MeterRegistry registry;
    private final Counter applied;
    private final Counter refused;
    private final Timer reload;
    private final Timer runtimeChange;
    private final Counter runtimeEdits;
    private final AtomicReference<String> lastApplied = new AtomicReference<>("");

    /** The step under way and when it began; only the loop's thread knows them. */
    private Phase step = Phase.REPORT;

    private long stepBegan;

    ApplyMetrics(MeterRegistry registry, StatusBoard board) {
        this.registry = registry;
        this.applied = Counter.builder(PREFIX + "revisions.applied")
                .description("Revisions that this node came to serve")
                .register(registry);
        this.refused = Counter.builder(PREFIX + "revisions.refused")
                .description("Revisions that this node refused")
                .register(registry);
        this.reload = Timer.builder(PREFIX + "reload")
                .description("From the order to reload until the new worker answers, successful reloads only")
                .register(registry);
        this.runtimeChange = Timer.builder(PREFIX + "runtime.change")
                .description(
                        "From the first command to a running worker until it was verified, successful changes only")
                .register(registry);
        this.runtimeEdits = Counter.builder(PREFIX + "runtime.edits")
                .description("Servers added or removed, and maps and certificates replaced, without a reload")
                .register(registry);
        Gauge.builder(
                        PREFIX + "revision.refused",
                        board,
                        known -> known.read().refused().isPresent() ? 1 : 0)
                .description("1 while the newest revision is refused")
                .register(registry);
    }

    @Override
    public void entered(Phase phase) {
        long now = System.nanoTime();
        if (step != Phase.REPORT) {
            Timer.builder(PREFIX + "step")
                    .description("How long each step of a look at the repository took, also when it failed")
                    .tags(Tags.of("step", step.toString()))
                    .register(registry)
                    .record(Duration.ofNanos(now - stepBegan));
        }
        step = phase;
        stepBegan = now;
    }

    @Override
    public void applied(AppliedPlan plan) {
        if (!plan.revision().equals(lastApplied.getAndSet(plan.revision()))) {
            applied.increment();
        }
    }

    @Override
    public void refused(Refusal refusal) {
        refused.increment();
    }

    @Override
    public void failed(Phase phase) {
        Counter.builder(PREFIX + "step.failures")
                .description("Steps that could not be done, as opposed to revisions that were refused")
                .tags(Tags.of("step", phase.toString()))
                .register(registry)
                .increment();
    }

    @Override
    public void reloaded(ReloadVerdict verdict, List<ReloadReason> reasons) {
        String outcome = switch (verdict) {
            case ReloadVerdict.Live live -> {
                reload.record(live.took());
                yield "live";
            }
            case ReloadVerdict.Failed failed -> "failed";
            case ReloadVerdict.Absent absent -> "absent";
        };
        Counter.builder(PREFIX + "reloads")
                .description("Reloads of HAProxy, by what became of them")
                .tags(Tags.of("outcome", outcome))
                .register(registry)
                .increment();
        for (ReloadReason reason : reasons) {
            Counter.builder(PREFIX + "reload.reasons")
                    .description("Why reloads were needed; one reload may have several reasons")
                    .tags(Tags.of("cause", reason.cause().name().toLowerCase(Locale.ROOT)))
                    .register(registry)
                    .increment();
        }
    }

    @Override
    public void changed(int edits, Duration took) {
        runtimeChange.record(took);
        runtimeEdits.increment(edits);
    }
}
