package dev.pointsman.agent.simulation;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.report.Journal;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.OwnershipView.Move;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.agent.ownership.rule.Ability;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.ownership.rule.Verdict;

/** What a process tells of itself, for the story of a schedule. */
record Story(World world, Node node, WriteRecord record) implements Journal {

    @Override
    public void termStarted(String group, Trigger trigger, Standing standing) {
        record.termStarted();
        world.tell(() -> node + ": term starts (" + trigger + ")");
    }

    @Override
    public void termEnded(String group, Trigger trigger, Standing standing) {
        world.tell(() -> node + ": term ends: " + standing.reason());
    }

    @Override
    public void decided(String group, RouteEntry entry, Verdict verdict) {
        world.tell(() -> node + ": " + entry + ": " + verdict.kind() + ": " + verdict.reason());
    }

    @Override
    public void moved(String group, Move move) {
        world.tell(() -> node + ": " + move.routeTable() + " " + move.destination() + " from " + move.from() + ": "
                + move.action() + (move.error() == null ? "" : ": " + move.error()));
    }

    @Override
    public void claimed(ClaimReport claim) {}

    @Override
    public void lookFailed(Ec2Failure failure) {
        world.tell(() -> node + ": look failed: " + failure.text());
    }

    @Override
    public void lookRecovered() {
        world.tell(() -> node + ": look recovered");
    }

    @Override
    public void proved(String group, Ability ability) {
        world.tell(() -> node + ": " + ability.state() + ", refusing " + ability.failing());
    }

    @Override
    public void turned(OwnershipView view) {}
}
