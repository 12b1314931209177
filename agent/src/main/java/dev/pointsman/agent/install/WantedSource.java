package dev.pointsman.agent.install;

import java.util.Optional;

import dev.pointsman.agent.configuration.Credentials;
import dev.pointsman.agent.configuration.DefinitionsSource;
import dev.pointsman.agent.configuration.RepositoryUrl;
import dev.pointsman.agent.configuration.SshIdentity;

/** Where the definitions come from, as far as the command line said. */
public record WantedSource(
        Optional<RepositoryUrl> repository,
        Optional<String> branch,
        Optional<String> path,
        Optional<Credentials> credentials,
        Optional<SshIdentity> ssh) {

    /**
     * The source that is wanted; what was not said is as before, or the default.
     *
     * @throws IllegalArgumentException when nobody has said where the definitions are, or what is said does not fit together
     */
    DefinitionsSource over(Optional<DefinitionsSource> present) {
        RepositoryUrl wanted = repository
                .or(() -> present.map(DefinitionsSource::repository))
                .orElseThrow(() -> new IllegalArgumentException(
                        "--repository is missing, and there is no agent.yaml that says where the definitions are"));
        Optional<SshIdentity> identity =
                ssh.or(() -> wanted.isSsh() ? present.flatMap(DefinitionsSource::ssh) : Optional.empty());
        if (wanted.isSsh() != identity.isPresent()) {
            throw new IllegalArgumentException(
                    wanted.isSsh()
                            ? "an ssh repository needs --ssh-key and --known-hosts"
                            : "--ssh-key and --known-hosts are for a repository of the form ssh://USER@HOST/PATH");
        }
        return new DefinitionsSource(
                wanted,
                branch.or(() -> present.map(DefinitionsSource::branch)).orElse(DefinitionsSource.DEFAULT_BRANCH),
                path.or(() -> present.map(DefinitionsSource::path)).orElse(DefinitionsSource.DEFAULT_PATH),
                credentials.or(() -> present.flatMap(DefinitionsSource::credentials)),
                identity);
    }
}
