package dev.pointsman.pipeline.keepalived;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;

/**
 * Renders a plan as one node's keepalived configuration.
 *
 * <p>It exists as one pure function: keepalived decides who is MASTER of a route group and calls Pointsman; it never touches a VIP and never
 * learns of routes.
 */
public final class KeepalivedRenderer {

    /** Interface names: at most 15 characters (Linux' IFNAMSIZ), of those that keepalived does not read as syntax. */
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._]{0,14}");

    /** keepalived.conf(5), "vrrp_track_file": from -254 on it is FAULT rather than a lower priority. */
    private static final int FAULT = 254;

    private final StringBuilder text = new StringBuilder();

    private KeepalivedRenderer() {}

    /**
     * The whole of {@code keepalived.conf}.
     *
     * @param node a node of the plan's fleet
     * @param interfaceName the interface that has the node's VRRP address, for instance {@code eth0}
     * @param version the keepalived that will read it
     * @throws IllegalArgumentException when the fleet has no such node or the interface's name is none
     */
    public static String render(
            Plan plan, String node, NodeLayout layout, String interfaceName, KeepalivedVersion version) {
        if (!INTERFACE.matcher(interfaceName).matches()) {
            throw new IllegalArgumentException("interface name \"" + interfaceName
                    + "\" is not 1 to 15 letters, digits, dots, underscores and hyphens");
        }
        KeepalivedRenderer renderer = new KeepalivedRenderer();
        Node self = plan.fleet().node(node);
        renderer.writeGlobal(plan.fleet(), self, layout);
        renderer.writeScript(layout, version);
        renderer.writeTrackFiles(plan.routeGroups(), layout);
        for (RouteGroup group : plan.routeGroups()) {
            renderer.writeInstance(plan.fleet(), self, group, layout, interfaceName);
        }
        return renderer.text.toString();
    }

    private void writeGlobal(Fleet fleet, Node self, NodeLayout layout) {
        line(0, "# Rendered by Pointsman for node " + self.name() + " of fleet " + fleet.name() + ".");
        line(0, "# Changes made here are lost: change the definitions instead.");
        line(0, "");
        line(0, "global_defs {");
        line(1, "router_id " + self.name());
        line(1, "# Scripts run as root only where nobody else can write them; otherwise keepalived drops them.");
        line(1, "script_user root");
        line(1, "enable_script_security");
        line(1, "# Intervals below a second need version 3 (RFC 5798).");
        line(1, "vrrp_version 3");
        line(1, "# Version 3 has no authentication: take advertisements from the peers' addresses alone.");
        line(1, "vrrp_check_unicast_src");
        line(
                1,
                "# A node that works at its limit must not miss its own advertisements: real-time priority when timers slip.");
        line(1, "max_auto_priority 99");
        line(1, "# Transitions in order, for the agent.");
        line(1, "vrrp_notify_fifo " + layout.notifyFifo());
        line(0, "}");
    }

    private void writeScript(NodeLayout layout, KeepalivedVersion version) {
        line(0, "");
        line(0, "# Without a weight: a node whose HAProxy does not serve is in FAULT, whatever its priority.");
        line(0, "vrrp_script haproxy_serves {");
        line(1, "script \"" + layout.binary() + " probe --root " + layout.root() + "\"");
        line(1, "interval " + (version.takesFractions() ? "0.25" : "1"));
        line(1, "timeout 2");
        line(1, "fall 1");
        line(1, "rise 2");
        line(1, "init_fail");
        line(0, "}");
    }

    private void writeTrackFiles(List<RouteGroup> groups, NodeLayout layout) {
        line(0, "");
        line(
                0,
                "# While it holds 1 the node takes no part at all (FAULT): a peer takes over at once, without preempt_delay.");
        line(0, "vrrp_track_file drained {");
        line(1, "file " + layout.drainMark());
        line(1, "weight " + -FAULT);
        line(0, "}");
        for (RouteGroup group : groups) {
            line(0, "");
            line(
                    0,
                    "# While it holds 1 the node stands behind all that can write the group's routes; where nobody can, the order stays.");
            line(0, "vrrp_track_file " + unable(group) + " {");
            line(1, "file " + layout.unableMark(group.name()));
            line(1, "weight " + -group.demotion());
            line(1, "# A node that has not proven it yet stands behind.");
            line(1, "init_file 1");
            line(0, "}");
        }
    }

    private static String unable(RouteGroup group) {
        return "unable_" + group.name();
    }

    private void writeInstance(Fleet fleet, Node self, RouteGroup group, NodeLayout layout, String interfaceName) {
        List<Node> peers = fleet.nodes().stream()
                .filter(node -> !node.equals(self) && group.nodeOrder().contains(node.name()))
                .toList();
        VrrpTiming timing = fleet.vrrp();
        line(0, "");
        line(0, "# Route group " + group.name() + ": " + String.join(", ", group.destinations()));
        line(0, "vrrp_instance " + group.name() + " {");
        line(1, "state BACKUP");
        line(1, "interface " + interfaceName);
        line(1, "virtual_router_id " + group.virtualRouterId());
        line(1, "priority " + group.priorityOf(self.name()));
        line(1, "advert_int " + seconds(timing.advertisementInterval()));
        if (timing.preemptDelay().isPositive()) {
            line(1, "preempt_delay " + timing.preemptDelay().toSeconds());
        }
        writePeers(self, peers);
        line(
                1,
                "# Not a VIP: the sign by which the agent sees who is MASTER. Never a source address, on an interface that stays.");
        line(1, "virtual_ipaddress {");
        line(2, group.placeholder() + "/32 dev lo scope host");
        line(1, "}");
        line(1, "track_script {");
        line(2, "haproxy_serves");
        line(1, "}");
        line(1, "track_file {");
        line(2, "drained");
        line(2, unable(group));
        line(1, "}");
        line(1, "notify \"" + layout.binary() + " notify --root " + layout.root() + "\"");
        line(0, "}");
    }

    /** A lone node has nobody to speak to; keepalived calls unicast without peers deprecated and speaks multicast then. */
    private void writePeers(Node self, List<Node> peers) {
        if (peers.isEmpty()) {
            return;
        }
        line(1, "unicast_src_ip " + self.address());
        line(1, "unicast_peer {");
        for (Node peer : peers) {
            line(2, peer.address());
        }
        line(1, "}");
    }

    private static String seconds(Duration interval) {
        return BigDecimal.valueOf(interval.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private void line(int depth, String content) {
        text.append("    ".repeat(depth)).append(content).append('\n');
    }
}
