package dev.pointsman.lab.campaign;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;

/** What a fleet without faults must be like: every group has one owner that is the right one and knows it, nobody has a problem, and all clients are served. */
final class Health {
    private static final Set<String> WRITES = Set.of("ReplaceRoute", "CreateRoute", "DeleteRoute");

    private final Stage stage;

    Health(Stage stage) {
        this.stage = stage;
    }

    /** What is still missing; empty when the fleet is as it should be. */
    Optional<String> missing() throws IOException {
        for (var group : stage.groups()) {
            var wanted = group.nodeOrder().getFirst();
            if (!stage.owner(group).equals(Optional.of(wanted))) {
                return Optional.of("%s is to be %s's, owners %s".formatted(group.name(), wanted, stage.owners(group)));
            }
            var masters = masters(group);
            if (!masters.equals(List.of(wanted))) {
                return Optional.of("%s is to have MASTER %s, there are %s".formatted(group.name(), wanted, masters));
            }
        }
        for (var node : stage.lab().nodes()) {
            var problems = node.ownership().problems(node.name());
            if (!problems.isEmpty()) {
                return Optional.of("'%s' says: %s".formatted(node.name(), String.join("; ", problems)));
            }
        }
        return Optional.empty();
    }

    private List<String> masters(RouteGroup group) throws IOException {
        var masters = new ArrayList<String>();
        for (var node : stage.lab().nodes()) {
            if (node.ownership().isMaster(group.name())) {
                masters.add(node.name());
            }
        }
        return masters;
    }

    /** What goes wrong when every zone's client asks once for each rule. */
    List<String> lost() {
        var lost = new ArrayList<String>();
        for (var client : stage.clients().values()) {
            for (var call : stage.oracle().calls()) {
                try {
                    call.judge(client.send(call.request()))
                            .ifPresent(failure -> lost.add("%s, '%s': %s"
                                    .formatted(client.name(), call.request().target(), failure)));
                } catch (IOException e) {
                    lost.add("%s, '%s': %s"
                            .formatted(client.name(), call.request().target(), e.getMessage()));
                }
            }
        }
        return lost;
    }

    /** Entries for clients that were written since then; dry runs and the witness's are none. */
    List<Call> writes(Instant since) {
        return WRITES.stream()
                .flatMap(action -> stage.lab().ec2().journal().calls(action, since).stream())
                .filter(Call::isOk)
                .filter(call -> stage.destination().equals(call.parameter("DestinationCidrBlock")))
                .toList();
    }
}
