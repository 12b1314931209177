package dev.pointsman.agent.git;

import java.io.IOException;
import java.util.Optional;

import dev.pointsman.agent.configuration.Credentials;
import dev.pointsman.agent.configuration.DefinitionsSource;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** How JGit reaches the repository: what it tells a server that asks who this is. */
final class Transports implements TransportConfigCallback {

    private final Optional<Credentials> credentials;
    private final Optional<SshSessions> sessions;

    Transports(DefinitionsSource source) {
        this.credentials = source.credentials();
        this.sessions = source.ssh().map(SshSessions::new);
    }

    /** For HTTP, read from the password file now; null where nobody asks. */
    CredentialsProvider credentials() throws FetchFailure {
        if (credentials.isEmpty()) {
            return null;
        }
        try {
            return new UsernamePasswordCredentialsProvider(
                    credentials.get().username(), credentials.get().password());
        } catch (IOException e) {
            throw new FetchFailure(FetchFailure.Kind.AUTHENTICATION_REFUSED, e.getMessage(), e);
        }
    }

    @Override
    public void configure(Transport transport) {
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(sessions.orElseThrow(
                            () -> new IllegalStateException("an ssh repository without \"ssh\" in agent.yaml"))
                    .factory());
        }
    }
}
