package dev.pointsman.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.agent.signature.SigningDeveloper;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.git.SshServer;
import dev.pointsman.lab.linux.Daemon;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.get;

/**
 * The binary itself fetches by SSH, and reads what an allowed signer signed and nothing else: all cryptography is in it.
 *
 * <p>This machine is no node of the example's fleet, and that is what the agent says of a revision once its signature is trusted.
 */
class SignedRevisionsIT {

    private static final String TRUSTED = "node-not-in-fleet";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private SigningDeveloper developer;
    private Path alice;
    private SshServer server;
    private Daemon agent;
    private int port;

    @BeforeEach
    void start() throws Exception {
        OpenStage.requireBinary(SignedRevisionsIT.class);
        developer = new SigningDeveloper(folder);
        developer.checkout().copyFrom(OpenStage.definitions());
        alice = developer.key("alice");
        server = SshServer.start(folder.resolve("ssh"), "ed25519");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws IOException {
        if (agent != null) {
            agent.stop();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void onlyWhatAnAllowedSignerSignedIsRead() throws Exception {
        String first = developer.commitSignedBy(alice);
        startAgent();
        awaitNode("the signed revision to be read", first, TRUSTED);

        String unsigned = developer.commitUnsigned();
        awaitNode("the unsigned revision to be refused", unsigned, "unsigned-commit");

        String foreign = developer.commitSignedBy(developer.key("mallory", "-t", "rsa"));
        awaitNode("the revision of a stranger to be refused", foreign, "untrusted-signature");

        developer.git("push", "--quiet", "--force", "origin", first + ":refs/heads/main");
        awaitNode("the branch to be where it was", first, TRUSTED);

        String second = developer.commitSignedBy(alice);
        awaitNode("the next signed revision to be read", second, TRUSTED);
    }

    private void startAgent() throws IOException {
        Path signers = Files.writeString(
                folder.resolve("allowed_signers"), "alice@example.com " + SigningDeveloper.publicKey(alice) + "\n");
        Path knownHosts = Files.writeString(folder.resolve("known_hosts"), server.knownHost());
        Path root = folder.resolve("node");
        Path configuration = root.resolve("etc/pointsman/agent.yaml");
        Files.createDirectories(configuration.getParent());
        Files.writeString(configuration, """
                repository: %s
                node: node-a
                listen: 127.0.0.1:%d
                pollInterval: 1s
                ssh: {privateKeyFile: %s, knownHostsFile: %s}
                signatures: {allowedSigners: %s}
                """.formatted(
                        server.url(developer.repository()), port, server.clientKey(), knownHosts, signers));
        agent = Daemon.start(
                List.of(OpenStage.binary().toString(), "run", "--root", root.toString()),
                Map.of(
                        "AWS_EC2_METADATA_DISABLED",
                        "true",
                        "AWS_ACCESS_KEY_ID",
                        "none",
                        "AWS_SECRET_ACCESS_KEY",
                        "none"),
                folder.resolve("agent.log"));
    }

    private void awaitNode(String what, String fetched, String code) throws Exception {
        Patience.await(what, LIMIT, () -> {
            JsonPath node;
            try {
                node = get("http://127.0.0.1:" + port + "/ownership/node").jsonPath();
            } catch (RuntimeException notYet) {
                return Optional.of(notYet + "\n" + agent.logTail());
            }
            List<String> codes = node.getList("refused.findings.code");
            boolean isAsWanted = fetched.equals(node.getString("fetched")) && codes != null && codes.contains(code);
            return isAsWanted ? Optional.empty() : Optional.of(node.prettify() + "\n" + agent.logTail());
        });
    }
}
