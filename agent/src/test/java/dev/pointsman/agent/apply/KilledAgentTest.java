package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An agent is killed (SIGKILL) at each of its steps, and at each of the commands that it gives HAProxy, and started again: the node is on
 * the old generation or the new one, whole, and comes to the new one.
 */
class KilledAgentTest extends ShopNode {

    private static final int MOST_COMMANDS = 60;

    /** By which way HAProxy comes to serve the new revision. */
    enum Way {
        COMMANDS,
        RELOAD
    }

    private RunningHaproxy haproxy;

    @BeforeEach
    void serveOne() throws IOException {
        haproxy = serve(services(false));
    }

    @AfterEach
    void stop() throws IOException {
        haproxy.close();
    }

    @ParameterizedTest
    @MethodSource("everyStepOfEveryWay")
    void atEachStep(Phase phase, Way way) throws Exception {
        String before = current().revision();
        int port = RunningHaproxy.freePort();
        String after = commit(way, port, true);

        try (ForkedAgent agent = ForkedAgent.start(layout, fleet.repository())) {
            Optional<Phase> reached = agent.nextStep();
            while (reached.isPresent() && reached.get() != phase) {
                agent.proceed();
                reached = agent.nextStep();
            }
            assertThat(reached)
                    .as("the step at which the agent is killed; it says: %s", Files.readString(agent.log()))
                    .contains(phase);
            agent.kill();
        }

        boolean isServed = comesBack(before, after);
        assertThat(isServed).as("the new revision is served").isEqualTo(phase.compareTo(Phase.SWITCH) > 0);
        assertThat(answersAt(port)).isEqualTo(way == Way.RELOAD);
    }

    static Stream<Arguments> everyStepOfEveryWay() {
        return Stream.of(Phase.values())
                .flatMap(phase -> Stream.of(Way.values()).map(way -> Arguments.of(phase, way)));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void atEachCommandToTheWorker(Way way) throws Exception {
        List<Boolean> served = atEachCommand(layout.haproxySocket(), way);

        assertThat(served).hasSizeGreaterThan(way == Way.COMMANDS ? 8 : 1);
        if (way == Way.COMMANDS) {
            assertThat(served).contains(true);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, names = "RELOAD")
    void atEachCommandToTheMaster(Way way) throws Exception {
        assertThat(atEachCommand(layout.haproxyMasterSocket(), way)).hasSizeGreaterThan(2);
    }

    /** Kills an agent at the first command, another at the second, and so on, until one has given all of them. */
    private List<Boolean> atEachCommand(Path socket, Way way) throws Exception {
        List<Boolean> served = new ArrayList<>();
        for (int command = 1; command < MOST_COMMANDS; command++) {
            String before = current().revision();
            String after = commit(way, RunningHaproxy.freePort(), command % 2 == 1);
            boolean isDone;
            try (ForkedAgent agent = ForkedAgent.start(layout, fleet.repository());
                    CommandTap tap = CommandTap.open(socket, command, agent::kill)) {
                isDone = agent.finishes();
            }
            served.add(comesBack(before, after));
            if (isDone) {
                return served;
            }
        }
        throw new AssertionError("no end after " + MOST_COMMANDS + " commands");
    }

    /** Starts again, first without Git and then with it; returns whether the new revision was served without Git. */
    private boolean comesBack(String before, String after) throws IOException {
        assertThat(answer()).as("nobody notices that the agent is gone").isIn("one", "two");
        Path away = folder.resolve("away.git");
        Files.move(fleet.repository(), away);
        Applier withoutGit = node.agent();
        withoutGit.resume();
        withoutGit.apply();
        Generation generation = current();
        assertThat(generation.revision()).isIn(before, after);
        assertIsWhole(generation);
        Files.move(away, fleet.repository());

        Applier withGit = node.agent();
        withGit.resume();
        withGit.apply();

        assertThat(current().revision()).isEqualTo(after);
        assertIsWhole(current());
        assertThat(status().refused()).isEmpty();
        assertThat(status().problems()).isEmpty();
        assertThat(answer()).isIn("one", "two");
        return generation.revision().equals(after);
    }

    /** What is on disk is what HAProxy runs, and nothing is left half-made. */
    private void assertIsWhole(Generation generation) throws IOException {
        assertThat(status().applied()).contains(generation.revision());
        assertThat(node.worker().identity().digest()).contains(generation.digest());
        assertThat(node.worker().identity().revision()).isEqualTo(generation.revision());
        assertThat(runningServers()).isEqualTo(serversOnDisk(generation));
        try (Stream<Path> files = Stream.concat(Files.list(layout.generations()), Files.list(layout.state()))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    private Set<String> runningServers() throws IOException {
        return Set.copyOf(node.worker().ask("show servers state").stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length > 6 && fields[1].equals("edge_shop_80") && fields[6].equals("0"))
                .map(fields -> fields[3])
                .toList());
    }

    private static Set<String> serversOnDisk(Generation generation) throws IOException {
        boolean isShop = false;
        List<String> servers = new ArrayList<>();
        for (String line : Files.readAllLines(generation.haproxyConfiguration())) {
            isShop = line.isBlank() || Character.isWhitespace(line.charAt(0))
                    ? isShop
                    : line.equals("backend edge_shop_80");
            if (isShop && line.strip().startsWith("server ")) {
                servers.add(line.strip().split(" ")[1]);
            }
        }
        return Set.copyOf(servers);
    }

    private String commit(Way way, int port, boolean withTwo) throws IOException {
        return switch (way) {
            case COMMANDS -> services(withTwo).commitTo(fleet);
            case RELOAD -> fleet.commitListener(port);
        };
    }

    /** With two servers and another route, several commands are needed. */
    private TestServices services(boolean withTwo) {
        return withTwo ? shop(one, two).route("b.example.com", "/b", Map.of("shop", 1)) : shop(one);
    }

    private String answer() throws IOException {
        return answer(HOST, "/");
    }

    private static boolean answersAt(int port) {
        try {
            return TestNode.who(TestNode.request(port, HOST, "/")).equals("one");
        } catch (IOException refused) {
            return false;
        }
    }
}
