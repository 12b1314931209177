package dev.pointsman.agent.apply;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.pointsman.agent.ProgramVersion;
import dev.pointsman.agent.certificate.CertificateFiles;
import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.agent.configuration.AgentConfigurationFile;
import dev.pointsman.agent.discovery.DiscoveryJournal;
import dev.pointsman.agent.discovery.InstanceDiscovery;
import dev.pointsman.agent.discovery.KeptInstances;
import dev.pointsman.agent.discovery.KnownInstances;
import dev.pointsman.agent.discovery.Pace;
import dev.pointsman.agent.ec2.AwsInstances;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.git.DefinitionsRepository;
import dev.pointsman.agent.git.FetchBounds;
import dev.pointsman.agent.haproxy.ConfigurationCheck;
import dev.pointsman.agent.haproxy.PortCheck;
import dev.pointsman.agent.haproxy.Reload;
import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.agent.revision.ChangeJournal;
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
import dev.pointsman.agent.revision.RouteRelease;
import dev.pointsman.agent.revision.ServedGeneration;
import dev.pointsman.agent.revision.SwitchStep;
import dev.pointsman.agent.revision.VerifyStep;
import dev.pointsman.pipeline.node.NodeLayout;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the loop together from the node's files and agent.yaml. */
@Singleton
class ApplyBeans {

    private static final Logger LOG = Logger.getLogger(ApplyBeans.class);

    @Produces
    @Singleton
    AgentConfiguration configuration(NodeLayout layout) throws IOException {
        return AgentConfigurationFile.read(layout.agentConfiguration());
    }

    @Produces
    @Singleton
    GenerationStore store(NodeLayout layout) {
        return new GenerationStore(layout);
    }

    @Produces
    @Singleton
    WorkerSocket worker(NodeLayout layout) {
        return new WorkerSocket(layout);
    }

    @Produces
    @Singleton
    @DefaultBean
    Pipeline pipeline(NodeLayout layout, AgentConfiguration configuration) {
        return NodePipeline.of(layout, configuration);
    }

    @Produces
    @Singleton
    RefusedRevisions refused(NodeLayout layout, AgentConfiguration configuration) {
        return new RefusedRevisions(
                new RefusalFile(layout.refusal()),
                new Circumstances(ProgramVersion.text(), layout.agentConfiguration(), configuration.haproxy()),
                InstantSource.system());
    }

    @Produces
    @Singleton
    ServedGeneration served(NodeLayout layout, GenerationStore store, WorkerSocket worker, ChangeJournal journal) {
        return new ServedGeneration(worker, new Reload(layout), store, journal);
    }

    @Produces
    @Singleton
    InstanceDiscovery discovery(
            GenerationStore store,
            DiscoveryJournal journal,
            @ConfigProperty(name = "pointsman.discovery.interval", defaultValue = "10s") Duration interval) {
        return new InstanceDiscovery(
                AwsInstances::inRegion, () -> lastKnown(store), new Pace(interval), journal, InstantSource.system());
    }

    private static KnownInstances lastKnown(GenerationStore store) {
        return store.current()
                .map(generation -> {
                    try {
                        return KeptInstances.of(generation.folder());
                    } catch (IOException damaged) {
                        LOG.warnf("EC2 has to be asked anew: %s", damaged.getMessage());
                        return KnownInstances.NONE;
                    }
                })
                .orElse(KnownInstances.NONE);
    }

    /** The steps of a revision's path, in their order. */
    @Produces
    @Singleton
    RevisionPath path(
            NodeLayout layout,
            AgentConfiguration configuration,
            Pipeline pipeline,
            GenerationStore store,
            RefusedRevisions refused,
            ServedGeneration served,
            InstanceDiscovery discovery,
            RouteRelease routes) {
        DefinitionsRepository repository = new DefinitionsRepository(
                configuration.source(), layout.definitions().resolve("repository.git"), FetchBounds.USUAL);
        NodeName node = new NodeName(configuration.node());
        return new RevisionPath(List.of(
                new FetchStep(repository, new KnownRevisions(store, refused)),
                new VerifyStep(
                        repository,
                        configuration.signatures(),
                        () -> store.current().map(Generation::revision)),
                new CompileStep(
                        repository,
                        configuration.source().path(),
                        layout.definitions().resolve("tree"),
                        pipeline),
                new DiscoverStep(discovery),
                new RenderStep(node, pipeline),
                new CheckStep(
                        store,
                        new ConfigurationCheck(configuration.haproxy()),
                        new PortCheck(),
                        new CertificateFiles(layout),
                        InstantSource.system()),
                new ReleaseStep(routes),
                new SwitchStep(store),
                new ReloadStep(store, served)));
    }

    @Produces
    @Singleton
    Applier applier(
            NodeLayout layout,
            AgentConfiguration configuration,
            Pipeline pipeline,
            GenerationStore store,
            StatusBoard board,
            ServedGeneration served,
            RevisionPath path,
            RefusedRevisions refused,
            @All List<ApplyListener> listeners) {
        return new Applier(
                path.steps(),
                store,
                new LastGood(pipeline, new NodeName(configuration.node())),
                served,
                refused,
                new Housekeeping(store, served, configuration.generations(), InstantSource.system()),
                board,
                listeners,
                new Remarks(layout));
    }

    @Produces
    @Singleton
    InstanceFollower follower(
            Applier applier,
            RevisionPath path,
            InstanceDiscovery discovery,
            GenerationStore store,
            ServedGeneration served,
            StatusBoard board) {
        return new InstanceFollower(applier, path.steps(), discovery, store, served, board);
    }
}
