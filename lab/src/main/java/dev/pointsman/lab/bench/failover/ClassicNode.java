package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;

import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.node.LabNode;
import dev.pointsman.pipeline.plan.fleet.Node;

/**
 * A node as people build it without Pointsman: keepalived with a check of HAProxy, and a hook that moves the routes by {@code aws}.
 *
 * <p>HAProxy, its configuration, the VIP on the node, the order of the nodes and VRRP's timing are the same as Pointsman's; there is no
 * agent. The hook has the role's credentials from the metadata service, as on an instance.
 */
final class ClassicNode {

    private ClassicNode() {}

    /** Puts the classic configuration in the place of the one that {@code pointsman install} has written. */
    static void configure(Stage stage, LabNode node) throws IOException {
        var folder = node.layout().keepalivedConfiguration().getParent();
        var vip = stage.oracle().calls().getFirst().request();
        var check =
                script(folder.resolve("check-haproxy"), "exec 3<>/dev/tcp/%s/%d".formatted(vip.address(), vip.port()));
        var self = stage.plan().fleet().node(node.name());
        var hook = script(hook(node), Rivals.classicHook(stage, self.interfaceId(), stage.groupTables()));
        Files.writeString(node.layout().keepalivedConfiguration(), configuration(stage, self, check, hook));
    }

    /** What a person does who has noticed that the routes are not where the MASTER is: calls the hook by hand. */
    static void callHook(LabNode node) throws IOException {
        Command.of(node.namespace().command(hook(node).toString())).run();
    }

    private static Path hook(LabNode node) {
        return node.layout().keepalivedConfiguration().resolveSibling("take-routes");
    }

    private static Path script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String configuration(Stage stage, Node self, Path check, Path hook) {
        var group = stage.plan().routeGroups().getFirst();
        var timing = stage.plan().fleet().vrrp();
        var peers = stage.plan().fleet().nodes().stream()
                .filter(node -> !node.equals(self))
                .map(node -> "        " + node.address())
                .collect(Collectors.joining("\n"));
        return """
                global_defs {
                    router_id %s
                    script_user root
                    enable_script_security
                    vrrp_version 3
                }
                vrrp_script check_haproxy {
                    script "%s"
                    interval 1
                    timeout 2
                    fall 1
                    rise 2
                    init_fail
                }
                vrrp_instance VI_1 {
                    state BACKUP
                    interface eth0
                    virtual_router_id %d
                    priority %d
                    advert_int %s
                    preempt_delay %d
                    unicast_src_ip %s
                    unicast_peer {
                %s
                    }
                    virtual_ipaddress {
                        %s/32 dev lo scope host
                    }
                    track_script {
                        check_haproxy
                    }
                    notify_master "%s"
                }
                """.formatted(
                self.name(),
                check,
                group.virtualRouterId(),
                group.priorityOf(self.name()),
                BigDecimal.valueOf(timing.advertisementInterval().toMillis(), 3).toPlainString(),
                timing.preemptDelay().toSeconds(),
                self.address(),
                peers,
                group.placeholder(),
                hook);
    }
}
