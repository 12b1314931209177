package dev.pointsman.agent.configuration;

import java.nio.file.Path;

/**
 * How the agent proves itself to an SSH server, and how that server proves itself to the agent.
 *
 * <p>Both files are read at each connection, so that keys can be rotated there. Nothing else is looked at: no {@code ~/.ssh}, no agent, no
 * {@code ssh_config}.
 *
 * @param privateKeyFile absolute path of the private key in OpenSSH's or PEM format, without a passphrase; the only identity offered
 * @param knownHostsFile absolute path of the host keys to trust, in the format of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"; a host that is
 *     not in it, or has another key, is refused
 */
public record SshIdentity(Path privateKeyFile, Path knownHostsFile) {

    public SshIdentity {
        if (!privateKeyFile.isAbsolute() || !knownHostsFile.isAbsolute()) {
            throw new IllegalArgumentException("\"" + (privateKeyFile.isAbsolute() ? knownHostsFile : privateKeyFile)
                    + "\" is not an absolute path");
        }
    }
}
