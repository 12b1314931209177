package dev.pointsman.lab.git;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.Root;
import dev.pointsman.lab.linux.RunDirectory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The real git client against the lab's server. */
class GitServerTest {
    private static final String REPOSITORY = "definitions.git";

    @TempDir
    Path directory;

    private Path repositories;

    @BeforeEach
    void makeRepository() throws IOException {
        repositories = Files.createDirectory(directory.resolve("repositories"));
        Checkout.createRepository(repositories.resolve(REPOSITORY));
    }

    private Checkout clone(String url, String name) throws IOException {
        return Checkout.clone(List.of(), url, directory.resolve(name));
    }

    @Test
    void whatOneCheckoutPushesAnotherOneClones() throws IOException {
        try (var server = GitServer.onLoopback(repositories, Optional.empty())) {
            var writer = clone(server.url(REPOSITORY), "writer");
            Files.writeString(writer.directory().resolve("a.yaml"), "kind: Gateway\n");
            var first = writer.commitAndPush("first");
            writer.edit("a.yaml", text -> text.replace("Gateway", "HTTPRoute"));
            var second = writer.commitAndPush("second");
            assertThat(second).isNotEqualTo(first).hasSize(40);

            var reader = clone(server.url(REPOSITORY), "reader");
            assertThat(reader.head()).isEqualTo(second);
            assertThat(reader.directory().resolve("a.yaml")).hasContent("kind: HTTPRoute");

            assertThat(writer.dropLastCommit()).isEqualTo(first);
            assertThat(clone(server.url(REPOSITORY), "late").head()).isEqualTo(first);
        }
    }

    @Test
    void aLargePushThatGitCompressesAndSendsInChunksArrivesWhole() throws IOException {
        try (var server = GitServer.onLoopback(repositories, Optional.empty())) {
            var writer = clone(server.url(REPOSITORY), "writer");
            var content = new byte[5_000_000];
            new Random(1).nextBytes(content);
            Files.write(writer.directory().resolve("large"), content);
            writer.commitAndPush("large");
            assertThat(clone(server.url(REPOSITORY), "reader").directory().resolve("large"))
                    .hasBinaryContent(content);
        }
    }

    @Test
    void anAccountKeepsOthersOut() throws IOException {
        var account = new GitServer.Account("fleet", "s3cret");
        try (var server = GitServer.onLoopback(repositories, Optional.of(account))) {
            var url = server.url(REPOSITORY);
            assertThatThrownBy(() -> clone(url, "anonymous")).hasMessageContaining("could not read Username");
            assertThatThrownBy(() -> clone(url.replace("//", "//fleet:wrong@"), "wrong"))
                    .hasMessageContaining("Authentication failed");
            var writer = clone(url.replace("//", "//fleet:s3cret@"), "right");
            Files.writeString(writer.directory().resolve("a.yaml"), "kind: Gateway\n");
            assertThat(writer.commitAndPush("first")).hasSize(40);
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsSaidSo() throws IOException {
        try (var server = GitServer.onLoopback(repositories, Optional.empty())) {
            assertThatThrownBy(() -> clone(server.url("other.git"), "other")).hasMessageContaining("not found");
            assertThatThrownBy(() -> clone(server.url("../repositories/" + REPOSITORY), "outside"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void itServesFromInsideANamespace() throws IOException {
        Root.missing().ifPresent(reason -> {
            System.out.println("GitServerTest.itServesFromInsideANamespace skipped: " + reason);
            Assumptions.abort(reason);
        });
        try (var run = RunDirectory.open();
                var inside = Namespace.add(run.namespace("git"))) {
            Command.of("ip", "-n", inside.name(), "link", "set", "lo", "up").run();
            var address = new InetSocketAddress("127.0.0.1", 3000);
            try (var server = GitServer.open(inside, address, repositories, Optional.empty())) {
                var prefix = inside.command(List.of());
                var writer = Checkout.clone(prefix, server.url(REPOSITORY), directory.resolve("writer"));
                Files.writeString(writer.directory().resolve("a.yaml"), "kind: Gateway\n");
                assertThat(writer.commitAndPush("first")).hasSize(40);
                assertThatThrownBy(() -> clone(server.url(REPOSITORY), "outside"))
                        .hasMessageContaining("127.0.0.1 port 3000");
            }
        }
    }
}
