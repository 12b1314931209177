package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.agent.certificate.CertificateFiles;
import dev.pointsman.agent.discovery.DiscoveryJournal;
import dev.pointsman.agent.discovery.InstanceDiscovery;
import dev.pointsman.agent.discovery.KnownInstances;
import dev.pointsman.agent.discovery.Pace;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.generation.Retention;
import dev.pointsman.agent.git.DefinitionsRepository;
import dev.pointsman.agent.git.FetchBounds;
import dev.pointsman.agent.git.TestSource;
import dev.pointsman.agent.haproxy.ConfigurationCheck;
import dev.pointsman.agent.haproxy.PortCheck;
import dev.pointsman.agent.haproxy.Reload;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.agent.revision.CheckStep;
import dev.pointsman.agent.revision.CompileStep;
import dev.pointsman.agent.revision.DiscoverStep;
import dev.pointsman.agent.revision.FetchStep;
import dev.pointsman.agent.revision.NodeName;
import dev.pointsman.agent.revision.NodePipeline;
import dev.pointsman.agent.revision.Pipeline;
import dev.pointsman.agent.revision.ReleaseStep;
import dev.pointsman.agent.revision.ReloadStep;
import dev.pointsman.agent.revision.RenderStep;
import dev.pointsman.agent.revision.RevisionStep;
import dev.pointsman.agent.revision.ServedGeneration;
import dev.pointsman.agent.revision.SwitchStep;
import dev.pointsman.agent.revision.VerifyStep;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.resolve.reference.AddressScope;

/** A node of its own below a folder: what the agent is made of, without the container around it. */
public final class TestNode {

    private final NodeLayout layout;
    private final Path repository;
    private final GenerationStore store;
    private final RecordedChanges changes = new RecordedChanges();
    private final List<AppliedPlan> plans = new ArrayList<>();
    private final List<String> releases = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<ApplyListener> watchers = new ArrayList<>();
    private Instant now = Instant.now();
    private InstanceDiscovery discovery = new InstanceDiscovery(
            region -> {
                throw new IllegalStateException("no test without instances asks EC2");
            },
            () -> KnownInstances.NONE,
            Pace.USUAL,
            DiscoveryJournal.NONE,
            InstantSource.system());
    private StatusBoard board = new StatusBoard();
    private RefusedRevisions refused;

    public TestNode(NodeLayout layout, Path repository) {
        this.layout = layout;
        this.repository = repository;
        this.store = new GenerationStore(layout);
    }

    private InstantSource clock() {
        return () -> now;
    }

    /** Time goes by; otherwise it stands still. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Who asks EC2, for the agents that are made from now on. */
    void setDiscovery(InstanceDiscovery asked) {
        discovery = asked;
    }

    /** An agent that has just started; what another one knew is forgotten, but for what is on disk. */
    public Applier agent() {
        return agent(pipeline(), RunningHaproxy.program());
    }

    Applier agent(Pipeline pipeline, Path haproxy) {
        ServedGeneration served = served();
        return agent(pipeline, steps(pipeline, haproxy, served), served);
    }

    /** An agent that has just started, of which somebody watches the steps. */
    Applier agent(ApplyListener watcher) {
        watchers.add(watcher);
        return agent();
    }

    public ServedGeneration served() {
        return new ServedGeneration(new WorkerSocket(layout), new Reload(layout), store, changes);
    }

    Applier agent(Pipeline pipeline, List<RevisionStep> steps, ServedGeneration served) {
        ApplyListener listener = new ApplyListener() {
            @Override
            public void applied(AppliedPlan plan) {
                plans.add(plan);
            }

            @Override
            public void refused(Refusal refusal) {
                refusals.add(refusal);
            }
        };
        return new Applier(
                steps,
                store,
                new LastGood(pipeline, new NodeName("")),
                served,
                refused,
                new Housekeeping(store, served, Retention.DEFAULT, clock()),
                board,
                Stream.concat(Stream.of(listener, new InstanceWishes(discovery)), watchers.stream())
                        .toList(),
                new Remarks(layout));
    }

    /** The steps of a revision's path. */
    List<RevisionStep> steps(Pipeline pipeline, Path haproxy, ServedGeneration served) {
        board = new StatusBoard();
        refused = new RefusedRevisions(
                new RefusalFile(layout.refusal()),
                new Circumstances("this version", layout.agentConfiguration(), haproxy),
                clock());
        DefinitionsRepository definitions = definitions();
        return List.of(
                new FetchStep(definitions, new KnownRevisions(store, refused)),
                new VerifyStep(
                        definitions, Optional.empty(), () -> store.current().map(Generation::revision)),
                new CompileStep(definitions, ".", layout.definitions().resolve("tree"), pipeline),
                new DiscoverStep(discovery),
                new RenderStep(new NodeName(""), pipeline),
                new CheckStep(
                        store, new ConfigurationCheck(haproxy), new PortCheck(), new CertificateFiles(layout), clock()),
                new ReleaseStep((_, _) ->
                        releases.add(store.current().map(Generation::revision).orElse("") + " is served")),
                new SwitchStep(store),
                new ReloadStep(store, served));
    }

    NodePipeline pipeline() {
        return new NodePipeline(
                layout, CompileOptions.defaults().withScope(AddressScope.LOOPBACK_TOO), KeepalivedVersion.OLDEST);
    }

    DefinitionsRepository definitions() {
        return new DefinitionsRepository(
                TestSource.of(repository.toString()),
                layout.definitions().resolve("repository.git"),
                FetchBounds.USUAL);
    }

    public GenerationStore store() {
        return store;
    }

    public StatusBoard board() {
        return board;
    }

    public RecordedChanges changes() {
        return changes;
    }

    /** As if nothing had been done to HAProxy, nor to routes, until now. */
    void forget() {
        changes.clear();
        plans.clear();
        releases.clear();
    }

    List<AppliedPlan> plans() {
        return plans;
    }

    /** What was served when routes were given up for a revision that no longer wants them. */
    List<String> releases() {
        return releases;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    public WorkerSocket worker() {
        return new WorkerSocket(layout);
    }

    /** Sends a request on a connection of its own and returns the whole answer. */
    public static String request(int port, String host, String path, String... headers) throws IOException {
        try (java.net.Socket socket = new java.net.Socket("127.9.0.10", port)) {
            socket.setSoTimeout(20_000);
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The last line of an answer: who gave it. */
    public static String who(String answer) {
        return answer.substring(answer.lastIndexOf('\n') + 1);
    }
}
