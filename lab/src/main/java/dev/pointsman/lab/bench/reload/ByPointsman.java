package dev.pointsman.lab.bench.reload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.pointsman.lab.git.Checkout;
import dev.pointsman.lab.git.GitServer;
import dev.pointsman.lab.linux.Daemon;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.pipeline.node.NodeLayout;

/**
 * The agent: each revision is a commit that is pushed to a Git server, which then tells the agent by its webhook; or the agent finds out by itself.
 *
 * <p>Time counts from the moment at which the server has the commit. Where it is told the agent polls once an hour, so whatever it fetches
 * meanwhile it fetches because it was told.
 */
final class ByPointsman implements Contender {

    private static final String AGENT = "http://127.0.0.1:9180";
    private static final String FILE = "all.yaml";
    private static final String WEBHOOK_SECRET = "only the Git server and the nodes know";
    private static final int GIT_PORT = 3000;
    private static final Duration FIRST_WITHIN = Duration.ofMinutes(1);

    private final Namespace machine;
    private final Checkout developer;
    private final GitServer server;
    private final Daemon agent;
    private final HttpClient http;
    private final RunningProxy proxy;
    private final boolean isTold;

    private ByPointsman(
            Namespace machine,
            Checkout developer,
            GitServer server,
            Daemon agent,
            HttpClient http,
            RunningProxy proxy,
            boolean isTold) {
        this.machine = machine;
        this.developer = developer;
        this.server = server;
        this.agent = agent;
        this.http = http;
        this.proxy = proxy;
        this.isTold = isTold;
    }

    /** An agent that the Git server tells of each push. */
    static ByPointsman told(Path folder, Path binary, Namespace machine, KeyFiles keys)
            throws IOException, InterruptedException {
        return start(folder, binary, machine, keys, Optional.empty());
    }

    /** An agent that nobody tells. */
    static ByPointsman polling(Path folder, Path binary, Namespace machine, KeyFiles keys, Duration interval)
            throws IOException, InterruptedException {
        return start(folder, binary, machine, keys, Optional.of(interval));
    }

    private static ByPointsman start(
            Path folder, Path binary, Namespace machine, KeyFiles keys, Optional<Duration> interval)
            throws IOException, InterruptedException {
        Path bare = folder.resolve("repositories/definitions.git");
        Checkout.createRepository(bare);
        GitServer server = GitServer.open(
                machine, new InetSocketAddress("127.0.0.1", GIT_PORT), bare.getParent(), Optional.empty());
        String url = server.url("definitions.git");
        Checkout developer = Checkout.clone(machine.command(), url, folder.resolve("developer"));
        Files.writeString(developer.directory().resolve(FILE), ChangingDefinitions.at(0));
        String first = developer.commitAndPush("begin");
        NodeLayout layout = new NodeLayout(folder.resolve("node"));
        keys.copyTo(layout);
        Path secret = Files.writeString(folder.resolve("webhook-secret"), WEBHOOK_SECRET + "\n");
        String news = interval.map(pause -> "pollInterval: " + pause.toSeconds() + "s")
                .orElse("pollInterval: 1h\nwebhook: {secretFile: " + secret + "}");
        Files.createDirectories(layout.agentConfiguration().getParent());
        Files.writeString(layout.agentConfiguration(), """
                repository: %s
                node: %s
                %s
                """.formatted(url, ChangingDefinitions.NODE, news));
        Daemon agent = Daemon.start(
                machine.command(
                        binary.toString(), "run", "--root", layout.root().toString()),
                Map.of("AWS_EC2_METADATA_DISABLED", "true"),
                folder.resolve("agent.log"));
        try {
            agent.await("prepare the first revision", FIRST_WITHIN, () -> Files.exists(layout.current()));
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(java.util.concurrent.Executors.newCachedThreadPool(machine.threads("webhook")))
                    .build();
            ByPointsman contender = new ByPointsman(
                    machine, developer, server, agent, http, RunningProxy.start(machine, layout), interval.isEmpty());
            contender.proxy.awaitRevision(first);
            return contender;
        } catch (IOException e) {
            agent.kill();
            server.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "Pointsman";
    }

    @Override
    public double serve(int revision) throws IOException, InterruptedException {
        developer.edit(FILE, before -> ChangingDefinitions.at(revision));
        String commit = developer.commitAndPush("revision " + revision);
        long start = System.nanoTime();
        if (isTold) {
            tell(commit);
        }
        proxy.awaitRevision(commit);
        return (System.nanoTime() - start) / 1e6;
    }

    private void tell(String commit) throws IOException {
        byte[] push = "{\"ref\": \"refs/heads/main\", \"after\": \"%s\"}"
                .formatted(commit)
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(AGENT + "/webhook"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", signature(push))
                .POST(HttpRequest.BodyPublishers.ofByteArray(push))
                .build();
        HttpResponse<String> answer = machine.call(() -> http.send(request, HttpResponse.BodyHandlers.ofString()));
        if (answer.statusCode() != 202) {
            throw new IOException("the webhook answers %d: %s".formatted(answer.statusCode(), answer.body()));
        }
    }

    private static String signature(byte[] message) throws IOException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public RunningProxy proxy() {
        return proxy;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        agent.kill();
        server.close();
        http.close();
    }
}
