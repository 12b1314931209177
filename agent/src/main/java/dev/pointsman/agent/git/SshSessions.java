package dev.pointsman.agent.git;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.configuration.SshIdentity;
import dev.pointsman.agent.signature.SshCryptography;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * SSH connections that know one identity and one list of hosts, and ask nobody.
 *
 * <p>Without this JGit would read {@code ~/.ssh}, and learn the key of an unknown host by trusting it.
 */
final class SshSessions {

    private final SshIdentity identity;

    SshSessions(SshIdentity identity) {
        SshCryptography.settle();
        this.identity = identity;
    }

    /** A factory for one fetch: it keeps what it has read of the files, which may be other ones at the next. */
    SshSessionFactory factory() {
        File nowhere = identity.privateKeyFile().getParent().toFile();
        return new SshdSessionFactoryBuilder()
                .setPreferredAuthentications("publickey")
                .setHomeDirectory(nowhere)
                .setSshDirectory(nowhere)
                .setConfigStoreFactory((home, configuration, user) -> new FixedSettings(identity))
                .setDefaultIdentities(folder -> List.of(identity.privateKeyFile()))
                .setDefaultKnownHostsFiles(folder -> List.of(identity.knownHostsFile()))
                .build(null);
    }

    /** The same for every host. The keys are those of ssh_config(5). */
    private record FixedSettings(Path privateKey, Path knownHosts) implements SshConfigStore {

        FixedSettings(SshIdentity identity) {
            this(identity.privateKeyFile(), identity.knownHostsFile());
        }

        @Override
        public HostConfig lookup(String host, int port, String user) {
            return new Fixed(Map.of(
                    "IdentitiesOnly", "yes",
                    "IdentityFile", privateKey.toString(),
                    "StrictHostKeyChecking", "yes",
                    "UserKnownHostsFile", knownHosts.toString(),
                    "GlobalKnownHostsFile", "none"));
        }

        @Override
        public HostConfig lookupDefault(String host, int port, String user) {
            return lookup(host, port, user);
        }
    }

    private record Fixed(Map<String, String> settings) implements SshConfigStore.HostConfig {

        @Override
        public String getValue(String key) {
            return settings.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public List<String> getValues(String key) {
            String value = getValue(key);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public Map<String, String> getOptions() {
            return settings;
        }

        @Override
        public Map<String, List<String>> getMultiValuedOptions() {
            return Map.of();
        }
    }
}
