package dev.pointsman.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.configuration.DefinitionsSource;
import dev.pointsman.agent.configuration.RepositoryUrl;
import dev.pointsman.agent.configuration.SshIdentity;
import dev.pointsman.lab.git.Checkout;
import dev.pointsman.lab.git.SshServer;
import dev.pointsman.lab.linux.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SshFetchTest {

    @TempDir
    Path folder;

    private Path bare;
    private String revision;
    private Path knownHosts;

    @BeforeEach
    void makeRepository() throws IOException {
        bare = folder.resolve("definitions.git");
        Checkout.createRepository(bare);
        Checkout developer = Checkout.clone(List.of(), bare.toString(), folder.resolve("developer"));
        Files.writeString(developer.directory().resolve("a.yaml"), "a: 1\n");
        revision = developer.commitAndPush("begin");
        knownHosts = folder.resolve("known_hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aKnownHostIsFetchedFrom(String hostKeyType) throws Exception {
        try (SshServer server = SshServer.start(folder.resolve("ssh"), hostKeyType)) {
            Files.writeString(knownHosts, server.knownHost());

            assertThat(repository(server, server.clientKey()).fetch().revision())
                    .isEqualTo(revision);
        }
    }

    @Test
    void anUnknownHostIsRefusedAndNotLearned() throws Exception {
        try (SshServer server = SshServer.start(folder.resolve("ssh"), "ed25519")) {
            Files.writeString(knownHosts, "");

            FetchFailure failure = failureOf(repository(server, server.clientKey()));

            assertThat(failure.kind()).isEqualTo(FetchFailure.Kind.HOST_KEY_REFUSED);
            assertThat(failure).hasMessageContaining(knownHosts.toString()).hasMessageContaining("ssh-keyscan");
            assertThat(knownHosts).isEmptyFile();
        }
    }

    @Test
    void aHostWithAnotherKeyIsRefused() throws Exception {
        try (SshServer server = SshServer.start(folder.resolve("ssh"), "ed25519");
                SshServer impostor = SshServer.start(folder.resolve("impostor"), "ed25519")) {
            String[] its = impostor.knownHost().split(" ", 2);
            String[] ours = server.knownHost().split(" ", 2);
            Files.writeString(knownHosts, ours[0] + " " + its[1]);

            FetchFailure failure = failureOf(repository(server, server.clientKey()));

            assertThat(failure.kind()).isEqualTo(FetchFailure.Kind.HOST_KEY_REFUSED);
        }
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefusedWithItsName() throws Exception {
        try (SshServer server = SshServer.start(folder.resolve("ssh"), "ed25519")) {
            Files.writeString(knownHosts, server.knownHost());
            Path stranger = folder.resolve("stranger");
            Command.of("ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", stranger.toString())
                    .run();

            FetchFailure failure = failureOf(repository(server, stranger));

            assertThat(failure.kind()).isEqualTo(FetchFailure.Kind.AUTHENTICATION_REFUSED);
            assertThat(failure).hasMessageContaining("ssh.privateKeyFile");
        }
    }

    @Test
    void aMissingPrivateKeyIsNamed() throws Exception {
        try (SshServer server = SshServer.start(folder.resolve("ssh"), "ed25519")) {
            Files.writeString(knownHosts, server.knownHost());

            FetchFailure failure = failureOf(repository(server, folder.resolve("none")));

            assertThat(failure.kind()).isEqualTo(FetchFailure.Kind.AUTHENTICATION_REFUSED);
            assertThat(failure).hasMessageContaining(folder.resolve("none").toString());
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsSaidToBeMissing() throws Exception {
        try (SshServer server = SshServer.start(folder.resolve("ssh"), "ed25519")) {
            Files.writeString(knownHosts, server.knownHost());
            bare = folder.resolve("elsewhere.git");

            assertThat(failureOf(repository(server, server.clientKey())).kind())
                    .isEqualTo(FetchFailure.Kind.NO_REPOSITORY);
        }
    }

    private DefinitionsRepository repository(SshServer server, Path key) {
        return new DefinitionsRepository(
                new DefinitionsSource(
                        new RepositoryUrl(server.url(bare)),
                        "main",
                        ".",
                        Optional.empty(),
                        Optional.of(new SshIdentity(key, knownHosts))),
                folder.resolve("clone"),
                FetchBounds.USUAL);
    }

    private static FetchFailure failureOf(DefinitionsRepository repository) {
        return catchThrowableOfType(FetchFailure.class, repository::fetch);
    }
}
