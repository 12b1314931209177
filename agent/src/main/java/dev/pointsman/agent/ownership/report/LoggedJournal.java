package dev.pointsman.agent.ownership.report;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.OwnershipView.Entry;
import dev.pointsman.agent.ownership.report.OwnershipView.Move;
import dev.pointsman.agent.ownership.rule.Ability;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.ownership.rule.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jboss.logging.Logger;

/** Tells the agent's log, one line per decision, and its metrics. */
public final class LoggedJournal implements Journal {

    private static final Logger LOG = Logger.getLogger(LoggedJournal.class);

    private final MeterRegistry metrics;
    private final Map<String, OwnershipView.Group> groups = new ConcurrentHashMap<>();

    public LoggedJournal(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void termStarted(String group, Trigger trigger, Standing standing) {
        LOG.infof("term started group=%s trigger=%s reason=\"%s\"", group, word(trigger), standing.reason());
    }

    @Override
    public void termEnded(String group, Trigger trigger, Standing standing) {
        LOG.infof("term ended group=%s trigger=%s reason=\"%s\"", group, word(trigger), standing.reason());
    }

    @Override
    public void decided(String group, RouteEntry entry, Verdict verdict) {
        Logger.Level level = switch (verdict.kind()) {
            case CLAIM -> Logger.Level.INFO;
            case RETRY, YIELD -> Logger.Level.WARN;
            case KEEP, WRITING, UNCONFIRMED, STAND_BY -> Logger.Level.DEBUG;
        };
        LOG.logf(
                level,
                "decided group=%s table=%s destination=%s verdict=%s reason=\"%s\"",
                group,
                entry.table(),
                entry.destination(),
                verdict.kind().name().toLowerCase(Locale.ROOT),
                verdict.reason());
    }

    @Override
    public void moved(String group, Move move) {
        boolean isDone = move.error() == null;
        LOG.logf(
                isDone ? Logger.Level.INFO : Logger.Level.WARN,
                "moved group=%s table=%s destination=%s from=\"%s\" action=%s millis=%.1f%s",
                group,
                move.routeTable(),
                move.destination(),
                move.from(),
                move.action().name().toLowerCase(Locale.ROOT),
                move.millis(),
                move.error() == null ? "" : " error=\"" + move.error() + "\"");
        Counter.builder("pointsman.ownership.moves")
                .description("Writes of route table entries, by what became of them")
                .tag("group", group)
                .tag("action", move.action().name().toLowerCase(Locale.ROOT))
                .register(metrics)
                .increment();
    }

    @Override
    public void claimed(ClaimReport claim) {
        LOG.infof(
                "claimed group=%s trigger=%s entries=%d millis=%.1f",
                claim.routeGroup(), word(claim.trigger()), claim.moves().size(), claim.millis());
        Timer.builder("pointsman.ownership.claim")
                .description("From the event that led to a claim to the last answer")
                .tag("group", claim.routeGroup())
                .tag("trigger", word(claim.trigger()))
                .register(metrics)
                .record(Math.round(claim.millis() * 1000), TimeUnit.MICROSECONDS);
    }

    @Override
    public void lookFailed(Ec2Failure failure) {
        LOG.warnf("failed to read the route tables: %s", failure.text());
        Counter.builder("pointsman.ownership.look.failures")
                .description("Times that the route tables became unreadable, by EC2's code")
                .tag("code", failure.code())
                .register(metrics)
                .increment();
    }

    @Override
    public void lookRecovered() {
        LOG.info("the route tables can be read again");
    }

    @Override
    public void proved(String group, Ability ability) {
        boolean isUnable = ability.state() == Ability.State.UNABLE;
        LOG.logf(
                isUnable ? Logger.Level.ERROR : Logger.Level.INFO,
                "proved group=%s ability=%s refusing=\"%s\"",
                group,
                ability.state().name().toLowerCase(Locale.ROOT),
                String.join(" ", ability.failing()));
    }

    @Override
    public void turned(OwnershipView view) {
        for (OwnershipView.Group group : view.routeGroups()) {
            if (groups.put(group.name(), group) == null) {
                gauge(
                        "pointsman.ownership.master",
                        "1 while this node is MASTER",
                        group.name(),
                        now -> now.isMaster() ? 1 : 0);
                gauge(
                        "pointsman.ownership.drift",
                        "Entries that do not point where they should",
                        group.name(),
                        now -> now.routes().stream().filter(Entry::isDrift).count());
                gauge(
                        "pointsman.ownership.contested",
                        "Entries that two nodes want",
                        group.name(),
                        now -> now.routes().stream().filter(Entry::isContested).count());
                gauge(
                        "pointsman.ownership.unable",
                        "1 while this node cannot write the route tables and stands back",
                        group.name(),
                        now -> now.ability() == Ability.State.UNABLE ? 1 : 0);
            }
        }
        groups.keySet()
                .retainAll(view.routeGroups().stream()
                        .map(OwnershipView.Group::name)
                        .toList());
    }

    private void gauge(String name, String description, String group, ToDoubleFunction<OwnershipView.Group> value) {
        Gauge.builder(name, () -> {
                    OwnershipView.Group now = groups.get(group);
                    return now == null ? 0 : value.applyAsDouble(now);
                })
                .description(description)
                .tag("group", group)
                .register(metrics);
    }

    private static String word(Trigger trigger) {
        return trigger.name().toLowerCase(Locale.ROOT);
    }
}
