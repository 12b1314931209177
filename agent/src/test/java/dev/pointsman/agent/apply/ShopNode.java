package dev.pointsman.agent.apply;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.pointsman.agent.generation.Generation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A node that serves a shop of one server or of two, which say who they are. */
abstract class ShopNode extends ApplyingNode {

    EchoServer one;
    EchoServer two;

    @BeforeEach
    void startServers() throws IOException {
        one = new EchoServer("one");
        two = new EchoServer("two");
    }

    @AfterEach
    void stopServers() {
        one.close();
        two.close();
    }

    static TestServices shop(EchoServer... servers) {
        return TestServices.shop(HOST, servers);
    }

    /** Everybody who answers some requests. */
    Set<String> answers(String host, String path) throws IOException {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            answers.add(answer(host, path));
        }
        return answers;
    }

    void assertServes(String revision) throws IOException {
        Generation generation = current();
        assertThat(generation.revision()).isEqualTo(revision);
        assertThat(node.worker().identity().digest()).isEqualTo(Optional.of(generation.digest()));
        assertThat(node.worker().identity().revision()).isEqualTo(revision);
        assertThat(status().problems()).isEmpty();
    }

    void assertServesWithoutReload(String revision, int edits) throws IOException {
        assertThat(node.changes().reloads()).isEmpty();
        assertThat(node.changes().edits().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(edits);
        assertServes(revision);
    }
}
