package dev.pointsman.agent.simulation;

import java.util.Arrays;

/** Ends faults: everything runs and answers again. */
record Repair(World world) {

    void everything() {
        world.network.heal();
        allButTheNetwork();
    }

    void allButTheNetwork() {
        world.cloud.isDown = false;
        world.cloud.isSlow = false;
        world.cloud.throttled = 0;
        world.cloud.lost = 0;
        Arrays.fill(world.git.isUnreachable, false);
        Arrays.fill(world.git.isRefusing, false);
        Arrays.fill(world.cloud.deniedFrom, Integer.MAX_VALUE);
        for (Node node : world.nodes) {
            node.trapAgent(-1, false);
            if (!node.isUp()) {
                node.boot();
            }
            node.thaw();
            node.startHaproxy();
            node.keepalived().start();
            node.keepalived().thaw();
            node.startAgent();
            node.thawAgent();
        }
        world.watch.look();
    }
}
