package dev.pointsman.agent.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.pointsman.agent.generation.Retention;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AgentConfigurationFileTest {

    @TempDir
    Path folder;

    @Test
    void onlyTheRepositoryMustBeSaid() throws IOException {
        AgentConfiguration configuration = read("repository: http://10.20.0.2:3000/definitions.git\n");

        assertThat(configuration)
                .isEqualTo(new AgentConfiguration(
                        new DefinitionsSource(
                                new RepositoryUrl("http://10.20.0.2:3000/definitions.git"),
                                "main",
                                ".",
                                Optional.empty(),
                                Optional.empty()),
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        new ListenAddress("127.0.0.1", 9180),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        new Retention(5, Duration.ofDays(30)),
                        Path.of("/usr/sbin/haproxy"),
                        Path.of("/usr/sbin/keepalived")));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        AgentConfiguration configuration = configuration(new DefinitionsSource(
                new RepositoryUrl("/srv/it's \"quoted\" \\ here"),
                "release/1.x",
                "edge/definitions",
                Optional.of(new Credentials("node", Path.of("/etc/pointsman/password"))),
                Optional.empty()));

        assertThat(read(AgentConfigurationRenderer.render(configuration))).isEqualTo(configuration);
    }

    @Test
    void anSshRepositoryIsWrittenAndReadBackWithItsKeys() throws IOException {
        AgentConfiguration configuration = configuration(new DefinitionsSource(
                new RepositoryUrl("ssh://git@git.example.com:2222/lb/definitions.git"),
                "main",
                ".",
                Optional.empty(),
                Optional.of(new SshIdentity(Path.of("/etc/pointsman/id"), Path.of("/etc/pointsman/known_hosts")))));

        assertThat(read(AgentConfigurationRenderer.render(configuration))).isEqualTo(configuration);
    }

    private static AgentConfiguration configuration(DefinitionsSource source) {
        return new AgentConfiguration(
                source,
                Optional.of(new SignaturePolicy(
                        Path.of("/etc/pointsman/allowed_signers"),
                        Optional.of(Path.of("/etc/pointsman/revoked_keys")),
                        true)),
                "node-a",
                Optional.of(new ResourceName("edge", "lab")),
                new ListenAddress("10.20.1.10", 9180),
                Optional.of(Path.of("/etc/pointsman/webhook")),
                Duration.ofMillis(1500),
                new Retention(12, Duration.ofHours(36)),
                Path.of("/opt/haproxy"),
                Path.of("/opt/keepalived"));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("agent.yaml"), """
                repository: ftp://example.com/definitions.git
                brunch: main
                listen: localhost
                pollInterval: 10ms
                credentials:
                  username: a:b
                  passwordFile: secret
                """);

        assertThatThrownBy(() -> AgentConfigurationFile.read(file))
                .isInstanceOf(IOException.class)
                .message()
                .contains(file + ":1:13")
                .contains("\"ftp://example.com/definitions.git\" is not a repository to fetch from")
                .contains(file + ":2:1")
                .contains("there is no field \"brunch\" here")
                .contains("branch")
                .contains(file + ":3:9")
                .contains("HOST:PORT")
                .contains(file + ":4:15")
                .contains("1s to 1h")
                .contains(file + ":6:13")
                .contains(file + ":7:17")
                .contains("an absolute path");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    branch: a..b               | branch name
                    branch: -x                 | branch name
                    path: ../other             | folder within the repository
                    path: /etc                 | folder within the repository
                    node: Node_A               | a node's name
                    fleet: lab                 | namespace and name
                    listen: 127.0.0.1:70000    | HOST:PORT
                    pollInterval: 2h           | 1s to 1h
                    haproxy: haproxy           | an absolute path
                    repository: [a]            | a repository to fetch from
                    repository: ssh://host/x   | a repository to fetch from
                    repository: ssh://-o@host/x | a repository to fetch from
                    repository: ssh://git@host/x | an ssh repository needs "ssh"
                    ssh: {privateKeyFile: /a, knownHostsFile: /b} | for a repository of the form ssh://
                    ssh: {privateKeyFile: id, knownHostsFile: /b} | an absolute path
                    signatures: {}             | allowedSigners
                    signatures: {allowedSigners: signers} | an absolute path
                    webhook: {secretFile: secret} | an absolute path
                    """)
    void aValueThatCannotBeIsRefusedWithWhatIsAllowed(String line, String allowed) {
        String text = line.startsWith("repository") ? line : "repository: /srv/definitions.git\n" + line;

        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining(allowed);
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> new RepositoryUrl("https://node:secret@example.com/definitions.git"))
                .hasMessageContaining("credentials.passwordFile")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new RepositoryUrl("ssh://git:secret@example.com/definitions.git"))
                .hasMessageNotContaining("secret@");
        assertThatThrownBy(() -> read("repository: https://node:secret@example.com/definitions.git"))
                .hasMessageContaining(":1:13")
                .hasMessageContaining("credentials.passwordFile")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aMissingFileSaysWhatToDo() {
        assertThatThrownBy(() -> AgentConfigurationFile.read(folder.resolve("none.yaml")))
                .hasMessageContaining("none.yaml")
                .hasMessageContaining("pointsman install");
    }

    @Test
    void anEmptyFileSaysWhatIsExpected() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("\"repository\"");
    }

    private AgentConfiguration read(String text) throws IOException {
        return AgentConfigurationFile.read(Files.writeString(folder.resolve("agent.yaml"), text));
    }
}
