package dev.pointsman.agent.revision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.pointsman.agent.configuration.SignaturePolicy;
import dev.pointsman.agent.git.DefinitionsRepository;
import dev.pointsman.agent.git.FetchBounds;
import dev.pointsman.agent.git.TestSource;
import dev.pointsman.agent.signature.SigningDeveloper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class VerifyStepTest {

    @TempDir
    Path folder;

    private SigningDeveloper developer;
    private Path alice;
    private Path signers;
    private Optional<SignaturePolicy> policy;
    private Optional<String> applied = Optional.empty();

    @BeforeEach
    void aliceMaySign() throws IOException {
        developer = new SigningDeveloper(folder);
        alice = developer.key("alice");
        signers = Files.writeString(
                folder.resolve("allowed_signers"), "alice@example.com " + SigningDeveloper.publicKey(alice) + "\n");
        policy = Optional.of(new SignaturePolicy(signers, Optional.empty(), false));
    }

    @Test
    void withoutPolicyEveryRevisionPasses() throws Exception {
        policy = Optional.empty();

        assertPasses(developer.commitUnsigned());
    }

    @Test
    void whatAnAllowedSignerAddsToTheAppliedRevisionPasses() throws Exception {
        applied = Optional.of(developer.commitSignedBy(alice));

        assertPasses(applied.get());
        assertPasses(developer.commitSignedBy(alice));
    }

    @Test
    void anUnsignedRevisionIsRefusedUntilSomebodySignsOnTop() throws Exception {
        applied = Optional.of(developer.commitSignedBy(alice));

        StepFailure failure = failureOf(developer.commitUnsigned());

        assertThat(failure.next()).isEqualTo(StepFailure.Next.WAIT);
        assertThat(failure).hasMessageContaining("the commit is not signed");
        assertThat(failure.findings())
                .singleElement()
                .asString()
                .contains("unsigned-commit")
                .contains("git commit -S");
        assertPasses(developer.commitSignedBy(alice));
    }

    @Test
    void aMergeBySomebodyElseIsRefusedAndOneByAnAllowedSignerPasses() throws Exception {
        applied = Optional.of(developer.commitSignedBy(alice));
        developer.git("checkout", "--quiet", "-b", "topic");
        Files.writeString(developer.checkout().directory().resolve("topic.yaml"), "# topic\n");
        developer.git("add", "--all");
        developer.git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "-S", "-m", "topic");
        developer.git("checkout", "--quiet", "main");
        merge("--no-gpg-sign");

        assertThat(failureOf(head())).hasMessageContaining("the commit is not signed");

        developer.git("reset", "--quiet", "--hard", "HEAD~1");
        merge("-S");
        assertPasses(head());
    }

    @Test
    void anOlderRevisionIsRefusedThoughItIsSignedUnlessAllowed() throws Exception {
        String older = developer.commitSignedBy(alice);
        applied = Optional.of(developer.commitSignedBy(alice));
        assertPasses(applied.get());
        developer.checkout().dropLastCommit();

        StepFailure failure = failureOf(older);

        assertThat(failure.findings())
                .singleElement()
                .asString()
                .contains("rollback-refused")
                .contains(applied.get())
                .contains("revert");
        policy = Optional.of(new SignaturePolicy(signers, Optional.empty(), true));
        assertPasses(older);
    }

    @Test
    void aRewrittenHistoryIsRefusedInACloneThatNeverSawTheOldOne() throws Exception {
        developer.commitSignedBy(alice);
        applied = Optional.of("0123456789012345678901234567890123456789");

        assertThat(failureOf(head()).findings()).singleElement().asString().contains("rollback-refused");
    }

    @Test
    void aListOfSignersThatIsGoneStopsTheWayAndRefusesNothing() throws Exception {
        String revision = developer.commitSignedBy(alice);
        Files.delete(signers);

        StepFailure failure = failureOf(revision);

        assertThat(failure.next()).isEqualTo(StepFailure.Next.RETRY);
        assertThat(failure).hasMessageContaining(revision).hasMessageContaining("there is no \"" + signers + "\"");
    }

    private void merge(String sign) throws IOException {
        developer.git(
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@example.com",
                "merge",
                "--quiet",
                "--no-ff",
                sign,
                "-m",
                "merge",
                "topic");
        developer.git("push", "--quiet", "--force", "origin", "HEAD:main");
    }

    private String head() throws IOException {
        return developer.checkout().head();
    }

    private void assertPasses(String revision) {
        assertThatCode(() -> step(revision).verify(revision)).doesNotThrowAnyException();
    }

    private StepFailure failureOf(String revision) {
        return catchThrowableOfType(StepFailure.class, () -> step(revision).verify(revision));
    }

    private VerifyStep step(String revision) throws Exception {
        DefinitionsRepository repository = new DefinitionsRepository(
                TestSource.of(developer.repository().toString()), folder.resolve("clone"), FetchBounds.USUAL);
        assertThat(repository.fetch().revision()).isEqualTo(revision);
        return new VerifyStep(repository, policy, () -> applied);
    }
}
