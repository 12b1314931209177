package dev.pointsman.agent.git;

import java.util.Optional;

import dev.pointsman.agent.configuration.Credentials;
import dev.pointsman.agent.configuration.DefinitionsSource;
import dev.pointsman.agent.configuration.RepositoryUrl;

/** A source as tests usually need it: branch main, the whole repository. */
public final class TestSource {

    private TestSource() {}

    public static DefinitionsSource of(String url) {
        return of(url, "main", Optional.empty());
    }

    static DefinitionsSource of(String url, String branch, Optional<Credentials> credentials) {
        return new DefinitionsSource(new RepositoryUrl(url), branch, ".", credentials, Optional.empty());
    }
}
