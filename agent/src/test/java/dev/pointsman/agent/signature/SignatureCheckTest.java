package dev.pointsman.agent.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import dev.pointsman.agent.configuration.SignaturePolicy;
import dev.pointsman.agent.git.DefinitionsRepository;
import dev.pointsman.agent.git.FetchBounds;
import dev.pointsman.agent.git.TestSource;
import dev.pointsman.lab.linux.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignatureCheckTest {

    @TempDir
    Path folder;

    private SigningDeveloper developer;
    private Path alice;
    private Path signers;
    private Optional<Path> revoked = Optional.empty();

    @BeforeEach
    void aliceMaySign() throws IOException {
        developer = new SigningDeveloper(folder);
        alice = developer.key("alice");
        signers = folder.resolve("allowed_signers");
        allow("alice@example.com " + SigningDeveloper.publicKey(alice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aCommitOfAnAllowedSignerIsTrusted(String type) throws Exception {
        Path key = developer.key("key-" + type, "-t", type);
        allow("bob@example.com namespaces=\"git\" " + SigningDeveloper.publicKey(key));

        assertThat(verdictOf(developer.commitSignedBy(key))).isEqualTo(new SignatureVerdict.Trusted("bob@example.com"));
    }

    @Test
    void aCommitWithoutSignatureIsUnsigned() throws Exception {
        assertThat(verdictOf(developer.commitUnsigned())).isEqualTo(new SignatureVerdict.Unsigned());
    }

    @Test
    void aKeyThatIsNotInTheListIsNotTrustedAndNamed() throws Exception {
        Path mallory = developer.key("mallory");

        assertThat(verdictOf(developer.commitSignedBy(mallory)))
                .isInstanceOfSatisfying(
                        SignatureVerdict.Untrusted.class,
                        untrusted -> assertThat(untrusted.fingerprint()).isEqualTo(fingerprint(mallory)));
    }

    @Test
    void aKeyOfAnotherNamespaceIsNotTrusted() throws Exception {
        allow("alice@example.com namespaces=\"file\" " + SigningDeveloper.publicKey(alice));

        assertThat(verdictOf(developer.commitSignedBy(alice))).isInstanceOf(SignatureVerdict.Untrusted.class);
    }

    @Test
    void aKeyWhoseTimeIsOverIsNotTrustedAndOneWhoseTimeIsNowIs() throws Exception {
        allow("alice@example.com valid-before=\"20200101\" " + SigningDeveloper.publicKey(alice));
        String revision = developer.commitSignedBy(alice);

        assertThat(verdictOf(revision)).isInstanceOf(SignatureVerdict.Untrusted.class);

        allow("alice@example.com valid-after=\"20200101\" " + SigningDeveloper.publicKey(alice));
        assertThat(verdictOf(revision)).isEqualTo(new SignatureVerdict.Trusted("alice@example.com"));
    }

    @Test
    void aRevokedKeyIsNotTrustedThoughItIsAllowed() throws Exception {
        String revision = developer.commitSignedBy(alice);
        revoked = Optional.of(
                Files.writeString(folder.resolve("revoked_keys"), SigningDeveloper.publicKey(alice) + "\n"));

        assertThat(verdictOf(revision))
                .isInstanceOfSatisfying(
                        SignatureVerdict.Untrusted.class,
                        untrusted -> assertThat(untrusted.reason()).containsIgnoringCase("revoked"));
    }

    @Test
    void aBinaryRevocationListIsUnderstood() throws Exception {
        String revision = developer.commitSignedBy(alice);
        Path list = folder.resolve("revoked.krl");
        Command.of("ssh-keygen", "-q", "-k", "-f", list.toString(), alice + ".pub")
                .run();
        revoked = Optional.of(list);

        assertThat(verdictOf(revision)).isInstanceOf(SignatureVerdict.Untrusted.class);
    }

    @Test
    void aKeyThatAnAllowedAuthorityCertifiedIsTrusted() throws Exception {
        Path authority = developer.key("authority");
        allow("*@example.com cert-authority " + SigningDeveloper.publicKey(authority));
        Command.of(
                        "ssh-keygen",
                        "-q",
                        "-s",
                        authority.toString(),
                        "-I",
                        "alice",
                        "-n",
                        "alice@example.com",
                        alice + ".pub")
                .run();

        assertThat(verdictOf(developer.commitSignedBy(Path.of(alice + "-cert.pub"))))
                .isInstanceOf(SignatureVerdict.Trusted.class);
    }

    @Test
    void aSignatureUnderAnotherContentIsNotTrusted() throws Exception {
        String signed = developer.textOf(developer.commitSignedBy(alice));

        String forged = developer.commitAsWritten(signed.replace("change 1", "change 1, and more"));

        assertThat(verdictOf(forged)).isInstanceOf(SignatureVerdict.Untrusted.class);
    }

    @Test
    void aSignatureThatIsNoneIsNotTrusted() throws Exception {
        String signed = developer.textOf(developer.commitSignedBy(alice));
        int begin = signed.indexOf("-----END SSH SIGNATURE-----") - 40;

        String broken = developer.commitAsWritten(signed.substring(0, begin) + "////" + signed.substring(begin + 4));

        assertThat(verdictOf(broken)).isInstanceOf(SignatureVerdict.Untrusted.class);
    }

    @Test
    void theSignatureOfAForgeIsForeign() throws Exception {
        String unsigned = developer.textOf(developer.commitUnsigned());
        int body = unsigned.indexOf("\n\n");

        String merged = developer.commitAsWritten(unsigned.substring(0, body)
                + "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n wsBcBAABCAAQBQJ=\n -----END PGP SIGNATURE-----"
                + unsigned.substring(body));

        assertThat(verdictOf(merged)).isEqualTo(new SignatureVerdict.Foreign("OpenPGP"));
    }

    @Test
    void theRepositorysOwnSettingsTrustNobody() throws Exception {
        Path mallory = developer.key("mallory");
        Path hers = Files.writeString(
                folder.resolve("hers"), "mallory@example.com " + SigningDeveloper.publicKey(mallory) + "\n");
        String revision = developer.commitSignedBy(mallory);
        verdictOf(revision);
        Command.of("git", "config", "gpg.ssh.allowedSignersFile", hers.toString())
                .in(folder.resolve("clone"))
                .run();

        assertThat(verdictOf(revision)).isInstanceOf(SignatureVerdict.Untrusted.class);
    }

    @Test
    void withoutReliableFilesNothingIsSaid() throws Exception {
        String revision = developer.commitSignedBy(alice);

        revoked = Optional.of(folder.resolve("none"));
        assertThatThrownBy(() -> verdictOf(revision))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no \"" + folder.resolve("none") + "\"");

        revoked = Optional.empty();
        Files.setPosixFilePermissions(signers, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatThrownBy(() -> verdictOf(revision))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod go-w");
    }

    private void allow(String line) throws IOException {
        Files.writeString(signers, line + "\n");
    }

    private SignatureVerdict verdictOf(String revision) throws Exception {
        DefinitionsRepository repository = new DefinitionsRepository(
                TestSource.of(developer.repository().toString()), folder.resolve("clone"), FetchBounds.USUAL);
        assertThat(repository.fetch().revision()).isEqualTo(revision);
        return repository.verify(revision, new SignatureCheck(new SignaturePolicy(signers, revoked, false)));
    }

    private static String fingerprint(Path key) {
        try {
            return Command.of("ssh-keygen", "-l", "-f", key + ".pub").run().split(" ")[1];
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
