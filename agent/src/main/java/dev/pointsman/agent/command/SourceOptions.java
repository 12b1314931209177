package dev.pointsman.agent.command;

import java.nio.file.Path;
import java.util.Optional;

import dev.pointsman.agent.configuration.Credentials;
import dev.pointsman.agent.configuration.RepositoryUrl;
import dev.pointsman.agent.configuration.SignaturePolicy;
import dev.pointsman.agent.configuration.SshIdentity;
import dev.pointsman.agent.install.WantedSource;
import picocli.CommandLine.Option;

/** The options of {@code pointsman install} that say where definitions come from, and whose are applied. */
final class SourceOptions {

    @Option(
            names = "--repository",
            paramLabel = "URL",
            description =
                    "Where the definitions are: http(s)://…, ssh://USER@HOST/…, file:///… or an absolute path. Needed the first time.")
    private Optional<String> repository = Optional.empty();

    @Option(names = "--branch", paramLabel = "NAME", description = "The branch to follow (default: main).")
    private Optional<String> branch = Optional.empty();

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "The definitions' folder within the repository (default: .).")
    private Optional<String> path = Optional.empty();

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "The user name, for a Git server that asks for one; needs --password-file.")
    private Optional<String> username = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The file that holds the password or token in its first line, for --username.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--ssh-key",
            paramLabel = "FILE",
            description = "The private key, without passphrase, for an ssh repository; needs --known-hosts.")
    private Optional<Path> sshKey = Optional.empty();

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "The host keys to trust, for an ssh repository; needs --ssh-key.")
    private Optional<Path> knownHosts = Optional.empty();

    @Option(
            names = "--allowed-signers",
            paramLabel = "FILE",
            description =
                    "Apply only commits signed by an SSH key of this file (ssh-keygen(1), ALLOWED SIGNERS). The first one is verified here.")
    private Optional<Path> allowedSigners = Optional.empty();

    @Option(
            names = "--revoked-keys",
            paramLabel = "FILE",
            description = "The keys that may no longer sign, for --allowed-signers.")
    private Optional<Path> revokedKeys = Optional.empty();

    /** Throws IllegalArgumentException, naming the option, when what was said cannot be. */
    WantedSource source() {
        requireBoth("--username", username.isPresent(), "--password-file", passwordFile.isPresent());
        requireBoth("--ssh-key", sshKey.isPresent(), "--known-hosts", knownHosts.isPresent());
        return new WantedSource(
                repository.map(RepositoryUrl::new),
                branch,
                path,
                username.map(
                        name -> new Credentials(name, passwordFile.orElseThrow().toAbsolutePath())),
                sshKey.map(key -> new SshIdentity(
                        key.toAbsolutePath(), knownHosts.orElseThrow().toAbsolutePath())));
    }

    /** Throws IllegalArgumentException like {@link #source()}. */
    Optional<SignaturePolicy> signatures() {
        if (allowedSigners.isEmpty() && revokedKeys.isPresent()) {
            throw new IllegalArgumentException("--revoked-keys needs --allowed-signers");
        }
        return allowedSigners.map(
                file -> new SignaturePolicy(file.toAbsolutePath(), revokedKeys.map(Path::toAbsolutePath), false));
    }

    private static void requireBoth(String one, boolean isOne, String other, boolean isOther) {
        if (isOne != isOther) {
            throw new IllegalArgumentException(one + " and " + other + " need each other");
        }
    }
}
