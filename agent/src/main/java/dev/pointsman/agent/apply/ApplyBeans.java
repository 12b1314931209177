package dev.pointsman.agent.apply;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.pointsman.agent.ProgramVersion;
import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.agent.configuration.AgentConfigurationFile;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.git.DefinitionsRepository;
import dev.pointsman.agent.git.FetchBounds;
import dev.pointsman.agent.haproxy.CertificateFiles;
import dev.pointsman.agent.haproxy.ConfigurationCheck;
import dev.pointsman.agent.haproxy.PortCheck;
import dev.pointsman.agent.haproxy.Reload;
import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.agent.revision.ChangeJournal;
import dev.pointsman.agent.revision.CheckStep;
import dev.pointsman.agent.revision.CompileStep;
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

/** Puts the loop together from the node's files and agent.yaml. */
@Singleton
class ApplyBeans {

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
    Applier applier(
            NodeLayout layout,
            AgentConfiguration configuration,
            Pipeline pipeline,
            GenerationStore store,
            WorkerSocket worker,
            StatusBoard board,
            ChangeJournal journal,
            RouteRelease routes,
            RefusedRevisions refused,
            @All List<ApplyListener> listeners) {
        DefinitionsRepository repository = new DefinitionsRepository(
                configuration.source(), layout.definitions().resolve("repository.git"), FetchBounds.USUAL);
        NodeName node = new NodeName(configuration.node());
        ServedGeneration served = new ServedGeneration(worker, new Reload(layout), store, journal);
        return new Applier(
                List.of(
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
                        new RenderStep(node, pipeline),
                        new CheckStep(
                                store,
                                new ConfigurationCheck(configuration.haproxy()),
                                new PortCheck(),
                                new CertificateFiles(layout),
                                InstantSource.system()),
                        new ReleaseStep(routes),
                        new SwitchStep(store),
                        new ReloadStep(store, served)),
                store,
                new LastGood(pipeline, node),
                served,
                refused,
                new Housekeeping(store, served, configuration.generations(), InstantSource.system()),
                board,
                listeners,
                new Remarks(layout));
    }
}
