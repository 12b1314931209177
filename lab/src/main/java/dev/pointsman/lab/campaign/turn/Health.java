package dev.pointsman.lab.campaign.turn;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.node.Ownership;
import dev.pointsman.lab.traffic.Client;

/** What a fleet without faults must be like: every group has one owner that is the right one and knows it, nobody has a problem, and all clients are served. */
public final class Health {
    private static final Set<String> WRITES = Set.of("ReplaceRoute", "CreateRoute", "DeleteRoute");

    private final Stage stage;

    public Health(Stage stage) {
        this.stage = stage;
    }

    /** What is still missing; empty when the fleet is as it should be. Throws IOException when a node does not answer. */
    public Optional<String> missing() throws IOException {
        var misplaced = misplaced();
        if (misplaced.isPresent()) {
            return misplaced;
        }
        Map<String, Ownership> reports = new LinkedHashMap<>();
        for (var node : stage.lab().nodes()) {
            reports.put(node.name(), node.ownership());
        }
        for (var group : stage.groups()) {
            var wanted = group.nodeOrder().getFirst();
            var masters = reports.keySet().stream()
                    .filter(node -> reports.get(node).isMaster(group.name()))
                    .toList();
            if (!masters.equals(List.of(wanted))) {
                return Optional.of("%s is to have MASTER %s, there are %s".formatted(group.name(), wanted, masters));
            }
        }
        for (var node : reports.keySet()) {
            var problems = reports.get(node).problems(node);
            if (!problems.isEmpty()) {
                return Optional.of("'%s' says: %s".formatted(node, String.join("; ", problems)));
            }
        }
        return Optional.empty();
    }

    /** A group whose entries are not all at the node that stands first in its order; empty if there is none. */
    public Optional<String> misplaced() {
        for (var group : stage.groups()) {
            var wanted = group.nodeOrder().getFirst();
            if (!stage.owner(group).equals(Optional.of(wanted))) {
                return Optional.of("%s is to be %s's, owners %s".formatted(group.name(), wanted, stage.owners(group)));
            }
        }
        return Optional.empty();
    }

    /** What goes wrong when every zone's client asks once for each rule. */
    List<String> lost() {
        var lost = new ArrayList<String>();
        for (var client : stage.clients().values()) {
            for (var call : stage.oracle().calls()) {
                ask(client, call).ifPresent(lost::add);
            }
        }
        return lost;
    }

    /** What keeps the peers of a node from serving in its place; empty when they own every entry and every zone's client is answered. */
    Optional<String> notTakenOver(String node) {
        var owners = stage.owners();
        if (owners.values().stream()
                .anyMatch(owner -> owner.isEmpty() || owner.get().equals(node))) {
            return Optional.of("owners " + owners);
        }
        var call = stage.oracle().calls().getFirst();
        return stage.clients().values().stream()
                .flatMap(client -> ask(client, call).stream())
                .findFirst();
    }

    private static Optional<String> ask(Client client, dev.pointsman.lab.traffic.Call call) {
        Optional<String> complaint;
        try {
            complaint = call.judge(client.send(call.request())).map(String::valueOf);
        } catch (IOException e) {
            complaint = Optional.of(String.valueOf(e.getMessage()));
        }
        return complaint.map(
                text -> "%s, '%s': %s".formatted(client.name(), call.request().target(), text));
    }

    /** Entries for clients that were written since then; dry runs and the witness's are none. */
    public List<Call> writes(Instant since) {
        return WRITES.stream()
                .flatMap(action -> stage.lab().ec2().journal().calls(action, since).stream())
                .filter(Call::isOk)
                .filter(call -> stage.destination().equals(call.parameter("DestinationCidrBlock")))
                .toList();
    }
}
