package dev.pointsman.e2e;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.node.LabNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** keepalived's hook moves the routes whatever has become of the agent: it is slower without, but never skipped. */
class NotifyIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private Stage stage;
    private String owner;
    private LabNode heir;

    @BeforeEach
    void open() throws Exception {
        stage = OpenStage.of(NotifyIT.class);
        owner = ComeUp.play(stage);
        heir = stage.lab().nodes().stream()
                .filter(node -> !node.name().equals(owner))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    private void loseOwnerAndAwaitHeir() throws Exception {
        var death = Instant.now();
        stage.lab().kill(owner);
        Patience.await(
                "the heir to own all routes",
                LIMIT,
                () -> stage.owner().equals(Optional.of(heir.name()))
                        ? Optional.empty()
                        : Optional.of("owners %s, log: %s"
                                .formatted(stage.owners(), heir.keepalived().logTail())));
        var tables = writesSince(death).stream()
                .map(call -> call.parameter("RouteTableId"))
                .collect(Collectors.toSet());
        assertThat(tables).containsExactlyInAnyOrderElementsOf(stage.groupTables());
    }

    /** Without the dry runs by which every node finds out whether it may write. */
    private List<Call> writesSince(Instant start) {
        return stage.lab().ec2().journal().calls("ReplaceRoute", start).stream()
                .filter(Call::isOk)
                .toList();
    }

    @Test
    void withoutAnAgentTheHookClaimsByItself() throws Exception {
        heir.agent().kill();
        assertThat(Files.exists(heir.layout().root())).isTrue();
        loseOwnerAndAwaitHeir();
    }

    @Test
    void withAFrozenAgentThatStillAcceptsConnectionsTheHookClaimsByItself() throws Exception {
        heir.agent().freeze();
        loseOwnerAndAwaitHeir();
        assertThat(heir.agent().isAlive()).isTrue();
    }

    @Test
    void calledByHandOnANodeThatIsNotMasterItMovesNothing() throws Exception {
        var group = stage.plan().routeGroups().getFirst().name();
        var start = Instant.now();
        heir.pointsman("notify", "--root", heir.layout().root().toString(), "INSTANCE", group, "MASTER", "240");
        assertThat(writesSince(start)).isEmpty();
        assertThat(stage.owner()).contains(owner);
    }

    @Test
    void anUnknownGroupOrStateIsAnErrorAndMovesNothing() throws Exception {
        var group = stage.plan().routeGroups().getFirst().name();
        var root = heir.layout().root().toString();
        var start = Instant.now();
        var unknownGroup = heir.pointsman("notify", "--root", root, "INSTANCE", "nobody", "MASTER", "240");
        assertThat(unknownGroup.exitCode()).isNotZero();
        assertThat(unknownGroup.output()).contains("nobody");
        heir.pointsman("notify", "--root", root, "INSTANCE", group, "SURPRISE", "240");
        assertThat(writesSince(start)).isEmpty();
        assertThat(stage.owner()).contains(owner);
    }
}
