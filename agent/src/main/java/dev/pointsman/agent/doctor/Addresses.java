package dev.pointsman.agent.doctor;

import java.util.List;

import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.revision.LocalAddress;

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
                .filter(destination -> destination.endsWith("/32"))
                .map(destination -> destination.substring(0, destination.length() - "/32".length()))
                .filter(vip -> !LocalAddress.isBindable(vip))
                .map(vip -> new Ailment(
                        "VIP " + vip,
                        "is on no interface of this machine, so packets for it are dropped here",
                        "run \"pointsman install\""))
                .toList();
    }
}
