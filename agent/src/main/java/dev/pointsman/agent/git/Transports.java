package dev.pointsman.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.pointsman.agent.configuration.Credentials;
import dev.pointsman.agent.configuration.DefinitionsSource;
import dev.pointsman.agent.configuration.SshIdentity;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** How JGit reaches the repository: what it tells a server that asks who this is. */
final class Transports implements TransportConfigCallback {

    private final Optional<Credentials> credentials;
    private final Optional<SshIdentity> ssh;

    Transports(DefinitionsSource source) {
        this.credentials = source.credentials();
        this.ssh = source.ssh();
    }

    /** For HTTP, read from the password file now; null where nobody asks. For SSH, throws when a file is missing. */
    CredentialsProvider credentials() throws FetchFailure {
        if (ssh.isPresent()) {
            // JGit would take a missing key for no key, and a missing list of hosts for an empty one.
            requireReadable("ssh.privateKeyFile", ssh.get().privateKeyFile());
            requireReadable("ssh.knownHostsFile", ssh.get().knownHostsFile());
        }
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

    private static void requireReadable(String setting, Path file) throws FetchFailure {
        if (!Files.isReadable(file)) {
            throw new FetchFailure(
                    FetchFailure.Kind.AUTHENTICATION_REFUSED,
                    "failed to read \"" + file + "\", which " + setting + " in agent.yaml names",
                    null);
        }
    }

    @Override
    public void configure(Transport transport) {
        if (transport instanceof SshTransport secure) {
            secure.setSshSessionFactory(new SshSessions(ssh.orElseThrow()).factory());
        }
    }
}
