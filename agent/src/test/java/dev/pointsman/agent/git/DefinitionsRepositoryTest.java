package dev.pointsman.agent.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.agent.configuration.Credentials;
import dev.pointsman.lab.git.Checkout;
import dev.pointsman.lab.git.GitServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DefinitionsRepositoryTest {

    @TempDir
    Path folder;

    private Path bare;
    private Checkout developer;

    @BeforeEach
    void makeRepository() throws IOException {
        bare = folder.resolve("server/definitions.git");
        Checkout.createRepository(bare);
        developer = Checkout.clone(List.of(), bare.toString(), folder.resolve("developer"));
    }

    @Test
    void theHeadOfTheBranchIsFetchedAndWrittenAsPlainFiles() throws Exception {
        String revision = commit("edge/fleet.yaml", "kind: Fleet\n");

        DefinitionsRepository repository = following(bare.toUri().toString());
        Fetched fetched = repository.fetch();
        CheckedOut checkedOut = repository.checkOut(fetched.revision(), ".", folder.resolve("tree"));

        assertThat(fetched.revision()).isEqualTo(revision);
        assertThat(fetched.subject()).isEqualTo("change edge/fleet.yaml");
        assertThat(fetched.clonedAnew()).isTrue();
        assertThat(checkedOut.findings()).isEmpty();
        assertThat(filesIn(checkedOut.folder())).containsExactly("edge/fleet.yaml");
        assertThat(Files.readString(checkedOut.folder().resolve("edge/fleet.yaml")))
                .isEqualTo("kind: Fleet\n");
    }

    @Test
    void aPathIsFetchedAsWellAsAUrl() throws Exception {
        String revision = commit("a.yaml", "a: 1\n");

        assertThat(following(bare.toString()).fetch().revision()).isEqualTo(revision);
    }

    @Test
    void onlyTheFolderThatTheNodeFollowsIsWritten() throws Exception {
        commit("other/a.yaml", "a: 1\n");
        String revision = commit("definitions/b.yaml", "b: 1\n");

        DefinitionsRepository repository = following(bare.toString());
        repository.fetch();

        assertThat(filesIn(repository
                        .checkOut(revision, "definitions", folder.resolve("tree"))
                        .folder()))
                .containsExactly("b.yaml");
        assertThat(repository
                        .checkOut(revision, "nowhere", folder.resolve("tree"))
                        .findings())
                .singleElement()
                .asString()
                .contains("there is no folder \"nowhere\" in this revision");
    }

    @Test
    void filesOfTheRevisionBeforeAreGoneFromTheFolder() throws Exception {
        String first = commit("a.yaml", "a: 1\n");
        Files.delete(developer.directory().resolve("a.yaml"));
        String second = commit("b.yaml", "b: 1\n");
        DefinitionsRepository repository = following(bare.toString());
        repository.fetch();

        repository.checkOut(first, ".", folder.resolve("tree"));
        repository.checkOut(second, ".", folder.resolve("tree"));

        assertThat(filesIn(folder.resolve("tree"))).containsExactly("b.yaml");
    }

    @Test
    void anEmptyRepositoryIsCalledEmpty() {
        FetchFailure failure = failureOf(following(bare.toString()));

        assertThat(failure.kind()).isEqualTo(FetchFailure.Kind.EMPTY_REPOSITORY);
        assertThat(failure).hasMessageContaining("has no commit yet").hasMessageContaining(bare.toString());
    }

    @Test
    void aMissingBranchIsNamedWithTheBranchesThatExist() throws Exception {
        commit("a.yaml", "a: 1\n");

        FetchFailure failure = failureOf(repository(bare.toString(), "production", Optional.empty()));

        assertThat(failure.kind()).isEqualTo(FetchFailure.Kind.MISSING_BRANCH);
        assertThat(failure).hasMessageContaining("\"production\"").hasMessageContaining("the repository has \"main\"");
    }

    @Test
    void aForcePushIsFollowedAndReported() throws Exception {
        String kept = commit("a.yaml", "a: 1\n");
        String dropped = commit("a.yaml", "a: 2\n");
        DefinitionsRepository repository = following(bare.toString());
        assertThat(repository.fetch().revision()).isEqualTo(dropped);
        developer.dropLastCommit();

        Fetched fetched = repository.fetch();

        assertThat(fetched.revision()).isEqualTo(kept);
        assertThat(fetched.rewrittenFrom()).isEqualTo(dropped);
        assertThat(repository.fetch().wasRewritten()).isFalse();
    }

    @Test
    void aServerThatIsGoneIsUnreachableAndItsReturnIsNoticed() throws Exception {
        String revision = commit("a.yaml", "a: 1\n");
        DefinitionsRepository repository = following(bare.toString());
        repository.fetch();
        Files.move(bare, bare.resolveSibling("away.git"));

        FetchFailure failure = failureOf(repository);
        CheckedOut last = repository.checkOut(revision, ".", folder.resolve("tree"));
        Files.move(bare.resolveSibling("away.git"), bare);

        assertThat(failure.kind()).isEqualTo(FetchFailure.Kind.NO_REPOSITORY);
        assertThat(filesIn(last.folder())).containsExactly("a.yaml");
        assertThat(repository.fetch().clonedAnew()).isFalse();
    }

    @Test
    void aPortThatNobodyListensOnIsUnreachable() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        FetchFailure failure = failureOf(following("http://127.0.0.1:" + port + "/definitions.git"));

        assertThat(failure.kind()).isEqualTo(FetchFailure.Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("Connection refused");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FetchFailure failure = failureOf(new DefinitionsRepository(
                    TestSource.of("http://127.0.0.1:" + silent.getLocalPort() + "/definitions.git"),
                    folder.resolve("clone"),
                    new FetchBounds(Duration.ofSeconds(1), Duration.ofSeconds(5))));

            assertThat(failure.kind()).isEqualTo(FetchFailure.Kind.TIMED_OUT);
        }
    }

    @Test
    void aServerThatAsksWhoWeAreIsAnswered() throws Exception {
        String revision = commit("a.yaml", "a: 1\n");
        Path password = Files.writeString(folder.resolve("password"), "right one\n");
        GitServer.Account account = new GitServer.Account("node", "right one");
        try (GitServer server = GitServer.onLoopback(bare.getParent(), Optional.of(account))) {
            String url = server.url("definitions.git");

            FetchFailure nobody = failureOf(following(url));
            FetchFailure stranger =
                    failureOf(repository(url, "main", Optional.of(new Credentials("stranger", password))));
            DefinitionsRepository node = repository(url, "main", Optional.of(new Credentials("node", password)));

            assertThat(List.of(nobody.kind(), stranger.kind())).containsOnly(FetchFailure.Kind.AUTHENTICATION_REFUSED);
            assertThat(stranger)
                    .hasMessageContaining("credentials.passwordFile")
                    .hasMessageNotContaining("right one");
            assertThat(node.fetch().revision()).isEqualTo(revision);
        }
    }

    @Test
    void aMissingPasswordFileIsNamed() throws Exception {
        commit("a.yaml", "a: 1\n");

        FetchFailure failure = failureOf(
                repository(bare.toString(), "main", Optional.of(new Credentials("node", folder.resolve("none")))));

        assertThat(failure).hasMessageContaining("failed to read the secret file \"" + folder.resolve("none"));
    }

    @Test
    void aDamagedCloneIsClonedAnew() throws Exception {
        String revision = commit("a.yaml", "a: 1\n");
        DefinitionsRepository repository = following(bare.toString());
        repository.fetch();
        truncateObjects();

        CheckedOut checkedOut = repository.checkOut(revision, ".", folder.resolve("tree"));
        Files.writeString(folder.resolve("clone/config"), "[[[");
        Fetched fetched = repository.fetch();

        assertThat(filesIn(checkedOut.folder())).containsExactly("a.yaml");
        assertThat(fetched.revision()).isEqualTo(revision);
        assertThat(fetched.clonedAnew()).isTrue();
    }

    @Test
    void locksOfAKilledAgentDoNotStopTheNextOne() throws Exception {
        commit("a.yaml", "a: 1\n");
        following(bare.toString()).fetch();
        String second = commit("a.yaml", "a: 2\n");
        Files.createFile(folder.resolve("clone/refs/remotes/origin/main.lock"));

        assertThat(following(bare.toString()).fetch().revision()).isEqualTo(second);
    }

    @Test
    void anotherRepositoryReplacesTheClone() throws Exception {
        commit("a.yaml", "a: 1\n");
        following(bare.toString()).fetch();
        Path other = folder.resolve("server/other.git");
        Checkout.createRepository(other);
        Checkout otherDeveloper = Checkout.clone(List.of(), other.toString(), folder.resolve("other-developer"));
        Files.writeString(otherDeveloper.directory().resolve("b.yaml"), "b: 1\n");
        String revision = otherDeveloper.commitAndPush("other");

        Fetched fetched = following(other.toString()).fetch();

        assertThat(fetched.revision()).isEqualTo(revision);
        assertThat(fetched.clonedAnew()).isTrue();
        assertThat(fetched.wasRewritten()).isFalse();
    }

    private String commit(String file, String text) throws IOException {
        Path path = developer.directory().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return developer.commitAndPush("change " + file);
    }

    private DefinitionsRepository following(String url) {
        return repository(url, "main", Optional.empty());
    }

    private DefinitionsRepository repository(String url, String branch, Optional<Credentials> credentials) {
        return new DefinitionsRepository(
                TestSource.of(url, branch, credentials), folder.resolve("clone"), FetchBounds.USUAL);
    }

    private static FetchFailure failureOf(DefinitionsRepository repository) {
        return catchThrowableOfType(FetchFailure.class, repository::fetch);
    }

    private void truncateObjects() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("clone/objects"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setPosixFilePermissions(
                        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
                Files.write(file, new byte[] {0});
            }
        }
    }

    static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
