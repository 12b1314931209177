package dev.pointsman.agent.doctor;

import java.util.List;

import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.revision.LocalAddress;
import dev.pointsman.pipeline.plan.value.Ipv4Block;

/** Whether this machine takes packets for the VIPs: an owner that does not drops them all. */
final class Addresses implements Examination {

    private final Assignment assignment;

    Addresses(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public String subject() {
        return "the VIPs on this machine";
    }

    @Override
    public List<Ailment> examine() {
        return assignment.groups().stream()
                .flatMap(group -> group.destinations().stream())
                .distinct()
                .map(Ipv4Block::parse)
                .filter(block -> !LocalAddress.isBindable(block.first()) || !LocalAddress.isBindable(block.last()))
                .map(Addresses::ailment)
                .toList();
    }

    private static Ailment ailment(Ipv4Block block) {
        return block.isHost()
                ? new Ailment(
                        "VIP " + block.first(),
                        "is on no interface of this machine, so packets for it are dropped here",
                        "run \"pointsman install\"")
                : new Ailment(
                        "vipRange " + block,
                        "is not taken by this machine as a whole, so packets for VIPs in it are dropped here",
                        "run \"pointsman install\"");
    }
}
