package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.agent.ec2.AwsNetworkInterfaces;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.pipeline.node.NodeLayout;

/** The examinations of a node, in the order in which a packet or a transition would meet what they look at. */
public final class Doctor {

    private Doctor() {}

    /** Those that read this machine only, and disturb nobody: for the agent, every few seconds. */
    public static List<Examination> local(NodeLayout layout, Assignment assignment) {
        return List.of(
                new Addresses(assignment),
                new ReversePath(assignment),
                new RunningHaproxy(layout),
                new PrivateKeyFiles(layout),
                new HookFile(layout.binary()),
                new HookSettings(layout),
                new RunningKeepalived(layout, false));
    }

    /** All of them: EC2 is asked, and so is keepalived, when this process is root's. */
    public static List<Examination> complete(NodeLayout layout, Assignment assignment) {
        List<Examination> all = new ArrayList<>();
        all.add(new SourceDestinationCheck(assignment, AwsNetworkInterfaces::inRegion));
        local(layout, assignment).stream()
                .filter(examination -> !(examination instanceof RunningKeepalived))
                .forEach(all::add);
        all.add(new RunningKeepalived(layout, isRoot()));
        return all;
    }

    private static boolean isRoot() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException unknown) {
            return false;
        }
    }
}
