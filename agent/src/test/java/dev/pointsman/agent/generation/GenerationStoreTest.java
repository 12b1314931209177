package dev.pointsman.agent.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GenerationStoreTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path root;

    private NodeLayout layout;
    private GenerationStore store;

    @BeforeEach
    void openStore() throws IOException {
        layout = new NodeLayout(root);
        store = new GenerationStore(layout);
        store.recover();
    }

    @Test
    void aNewNodeServesNothing() throws IOException {
        assertThat(store.current()).isEmpty();
        assertThat(store.all()).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadBackAndServedThroughTheLink() throws IOException {
        Generation written = write(1);
        store.switchTo(written);

        assertThat(store.current()).contains(written);
        assertThat(Files.readString(layout.haproxyConfiguration())).isEqualTo("haproxy 1");
        assertThat(Files.readSymbolicLink(layout.current())).isRelative();
    }

    @Test
    void writingTheSameAgainChangesNothing() throws IOException {
        Generation first = write(1);

        Generation again = store.write(revision(1), digest(1), START.plusSeconds(60), Map.of(), List.of());

        assertThat(again).isEqualTo(first);
        assertThat(again.haproxyConfiguration()).exists();
    }

    @Test
    void whoeverReadsDuringASwitchSeesOneGenerationOrTheOther() throws Exception {
        Generation one = write(1);
        Generation two = write(2);
        store.switchTo(one);
        AtomicBoolean done = new AtomicBoolean();
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                try {
                    String text = Files.readString(layout.haproxyConfiguration());
                    if (!seen.contains(text)) {
                        seen.add(text);
                    }
                } catch (IOException e) {
                    seen.add(e.toString());
                }
            }
        });

        for (int i = 0; i < 300; i++) {
            store.switchTo(i % 2 == 0 ? two : one);
        }
        done.set(true);
        reader.join();

        assertThat(seen).isSubsetOf("haproxy 1", "haproxy 2");
    }

    @Test
    void leftoversOfACrashAreRemovedAndWhatServedStillServes() throws IOException {
        Generation served = write(1);
        store.switchTo(served);
        Path draft = Files.createDirectory(layout.generations().resolve(".new-crashed"));
        Files.writeString(draft.resolve("haproxy.cfg"), "half");
        Path withoutDocument = Files.createDirectory(layout.generations().resolve("abc-def"));
        Files.writeString(withoutDocument.resolve("haproxy.cfg"), "half");
        Files.createSymbolicLink(layout.state().resolve(".current.new"), draft);

        store.recover();

        assertThat(draft).doesNotExist();
        assertThat(withoutDocument).doesNotExist();
        assertThat(Files.isSymbolicLink(layout.state().resolve(".current.new"))).isFalse();
        assertThat(store.current()).contains(served);
    }

    @Test
    void aTruncatedDocumentMakesAGenerationIncompleteAndItIsWrittenAgain() throws IOException {
        Generation generation = write(1);
        store.switchTo(generation);
        Files.writeString(generation.folder().resolve("generation.json"), "{\"revision\":");

        store.recover();
        assertThat(store.current()).isEmpty();
        assertThat(Files.isSymbolicLink(layout.current())).isFalse();

        assertThat(write(1).haproxyConfiguration()).hasContent("haproxy 1");
    }

    @Test
    void aLinkThatLeavesTheStoreIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Generation generation = write(1);
        Files.copy(generation.folder().resolve("generation.json"), elsewhere.resolve("generation.json"));
        Files.createSymbolicLink(layout.current(), elsewhere);

        assertThat(store.current()).isEmpty();
    }

    @Test
    void pruningKeepsTheServedOneTheOneBeforeAndTheYoungest() throws IOException {
        Generation served = write(1);
        Generation before = write(2);
        write(3);
        write(4);
        Generation fifth = write(5);
        Generation youngest = write(6);
        store.switchTo(served);

        store.prune(new Retention(2, Duration.ofDays(30)), START.plusSeconds(60), List.of(before));

        assertThat(store.all()).containsExactly(served, before, fifth, youngest);
    }

    @Test
    void pruningByAgeKeepsTheServedOneAndTheWayBack() throws IOException {
        write(1);
        Generation precious = write(2);
        Generation served = write(3);
        write(4);
        Generation wayBack = write(5);
        store.switchTo(served);

        store.prune(new Retention(100, Duration.ofHours(1)), START.plusSeconds(3600), List.of(precious));
        assertThat(store.all()).hasSize(5);

        store.prune(new Retention(100, Duration.ofHours(1)), START.plusSeconds(7200), List.of(precious));
        assertThat(store.all()).containsExactly(precious, served, wayBack);
    }

    @Test
    void aDiskThatCannotBeWrittenLeavesNothingBehindAndSaysWhere() throws IOException {
        assertThatThrownBy(() -> store.write(
                        revision(7), digest(7), START, Map.of("no-such-folder/haproxy.cfg", "x"), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("failed to write generation");

        try (var entries = Files.list(layout.generations())) {
            assertThat(entries).isEmpty();
        }
    }

    private Generation write(int number) throws IOException {
        return store.write(
                revision(number),
                digest(number),
                START.plusSeconds(number),
                Map.of("haproxy.cfg", "haproxy " + number, "keepalived.conf", "keepalived " + number),
                List.of("10.99.0.10:80"));
    }

    private static String revision(int number) {
        return Integer.toHexString(number).repeat(40);
    }

    private static String digest(int number) {
        return Integer.toHexString(number).repeat(64);
    }
}
