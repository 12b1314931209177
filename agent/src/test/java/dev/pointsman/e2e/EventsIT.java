package dev.pointsman.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.linux.Signal;
import dev.pointsman.lab.node.LabNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever becomes of keepalived's two ways to tell, and of whoever listens: the routes end where they belong. */
class EventsIT {
    /** A write that was under way when its node lost mastership makes the entry contested, which the heir leaves alone for 30 s. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Stage stage;
    private LabNode owner;
    private LabNode heir;

    @BeforeEach
    void open() throws Exception {
        stage = OpenStage.of(EventsIT.class, "pair");
        owner = stage.lab().node(ComeUp.play(stage));
        heir = stage.lab().nodes().stream()
                .filter(node -> !node.equals(owner))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void withTheFifoOnlyTheAgentHearsIt() throws Exception {
        keepalivedWithout("notify \"");
        loseOwner();
        awaitWord();
        assertThat(triggers()).doesNotContain("notify");
    }

    @Test
    void withTheHookOnlyTheAgentHearsIt() throws Exception {
        keepalivedWithout("vrrp_notify_fifo");
        loseOwner();
        awaitWord();
        assertThat(triggers()).doesNotContain("fifo");
    }

    @Test
    void withNeitherTheLoopSeesItByItself() throws Exception {
        keepalivedWithout("notify \"", "vrrp_notify_fifo");
        loseOwner();
        assertThat(triggers()).containsOnly("loop");
        assertThat(heir.ownership().lastTold(group())).isNotEqualTo("MASTER");
    }

    @Test
    void aHookThatKeepalivedHasDroppedIsSaidLoudlyByTheAgentAndByDoctor() throws Exception {
        var root = heir.layout().root().toString();
        var healthy = heir.pointsman("doctor", "--root", root);
        assertThat(healthy.exitCode()).as(healthy.output()).isZero();

        // Others may write the folder while keepalived starts, and no longer afterwards: only keepalived knows.
        var folder = heir.layout().binary().getParent();
        var before = Files.getPosixFilePermissions(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        heir.killKeepalived();
        heir.startKeepalived();
        var unsafe = heir.pointsman("doctor", "--root", root);
        assertThat(unsafe.exitCode()).isEqualTo(1);
        assertThat(unsafe.output())
                .contains(folder + ": can be written by everybody")
                .contains("keepalived, route group lab: has dropped its hook");
        Patience.await(
                "the agent to say so",
                LIMIT,
                () -> heir.ownership().problems(heir.name()).stream()
                                .anyMatch(problem -> problem.contains("can be written by everybody"))
                        ? Optional.empty()
                        : Optional.of("problems " + heir.ownership().problems(heir.name())));

        Files.setPosixFilePermissions(folder, before);
        var late = heir.pointsman("doctor", "--root", root);
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.output()).contains("has dropped its hook").doesNotContain("can be written");

        // And yet the routes move: the FIFO and the loop need no hook.
        loseOwner();
    }

    @Test
    void agentAndKeepalivedMayStartAgainInAnyOrder() throws Exception {
        owner.agent().kill();
        owner.killKeepalived();
        await(heir.name());
        owner.startAgent();
        owner.startKeepalived();
        await(owner.name());

        owner.killKeepalived();
        await(heir.name());
        owner.agent().kill();
        owner.startKeepalived();
        owner.startAgent();
        await(owner.name());

        heir.agent().kill();
        owner.agent().kill();
        owner.killKeepalived();
        // Nobody but the hook is left to claim.
        await(heir.name());
        heir.startAgent();
        owner.startKeepalived();
        owner.startAgent();
        await(owner.name());
    }

    /** The loop may see the placeholder address, and claim, a moment before the word arrives. */
    private void awaitWord() throws Exception {
        Patience.await("keepalived's word to reach the heir", LIMIT, () -> {
            var told = heir.ownership().lastTold(group());
            return told.equals("MASTER") ? Optional.empty() : Optional.of("the last word was '%s'".formatted(told));
        });
    }

    private String group() {
        return stage.plan().routeGroups().getFirst().name();
    }

    /** Starts the heir's keepalived anew with a file that lacks the lines that begin so. */
    private void keepalivedWithout(String... beginnings) throws Exception {
        var file = heir.layout().keepalivedConfiguration();
        var kept = Files.readAllLines(file).stream()
                .filter(line -> Arrays.stream(beginnings).noneMatch(line.strip()::startsWith))
                .toList();
        assertThat(kept).hasSize(Files.readAllLines(file).size() - beginnings.length);
        Files.write(file, kept);
        heir.killKeepalived();
        Files.deleteIfExists(heir.layout().notifyFifo());
        heir.startKeepalived();
        Thread.sleep(1_000);
    }

    private void loseOwner() throws Exception {
        owner.signalAll(Signal.KILL);
        stage.lab().kill(owner.name());
        await(heir.name());
    }

    private List<String> triggers() throws Exception {
        return heir.ownership().claims().stream()
                .filter(claim -> claim.moves() > 0)
                .map(claim -> claim.trigger())
                .toList();
    }

    private void await(String name) throws Exception {
        Patience.await(
                name + " to own all routes",
                LIMIT,
                () -> stage.owner().equals(Optional.of(name))
                        ? Optional.empty()
                        : Optional.of("owners %s; %s".formatted(stage.owners(), told(name))));
    }

    /** What the node itself thinks of each entry, for whoever has to find out why it does not own them. */
    private String told(String name) {
        try {
            return stage.lab().node(name).ownership().json().path("routeGroups").toString();
        } catch (IOException silent) {
            return silent.getMessage();
        }
    }
}
