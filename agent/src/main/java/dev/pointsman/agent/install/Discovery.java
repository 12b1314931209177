package dev.pointsman.agent.install;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedSet;

import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.agent.configuration.AgentConfigurationFile;
import dev.pointsman.agent.discovery.DiscoveryJournal;
import dev.pointsman.agent.discovery.InstanceDiscovery;
import dev.pointsman.agent.discovery.KnownInstances;
import dev.pointsman.agent.discovery.Pace;
import dev.pointsman.agent.ec2.AwsInstances;
import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.git.CheckedOut;
import dev.pointsman.agent.git.DefinitionsRepository;
import dev.pointsman.agent.git.FetchBounds;
import dev.pointsman.agent.git.FetchFailure;
import dev.pointsman.agent.git.Fetched;
import dev.pointsman.agent.git.TemporaryFolder;
import dev.pointsman.agent.revision.CompileStep;
import dev.pointsman.agent.revision.LocalAddress;
import dev.pointsman.agent.revision.NodePipeline;
import dev.pointsman.agent.revision.StepFailure;
import dev.pointsman.agent.revision.VerifyStep;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.report.FindingsText;

/** Finds out everything that the steps need, and changes nothing: programs, definitions, who this node is, its files. */
final class Discovery {

    private final NodeLayout layout;
    private final InstallReport report;

    Discovery(NodeLayout layout, InstallReport report) {
        this.layout = layout;
        this.report = report;
    }

    /** @throws InstallFailure when this machine cannot become a node as things are; the message says why */
    Installation find(InstallOptions options) throws IOException, InstallFailure {
        AgentConfiguration wanted = options.over(presentConfiguration());
        report.found(Programs.version(wanted.haproxy(), "haproxy"));
        report.found(Programs.version(wanted.keepalived(), "keepalived"));
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            return find(wanted, options.interfaceName(), folder.path());
        } catch (FetchFailure e) {
            throw InstallFailure.prevented(e.getMessage());
        }
    }

    private Optional<AgentConfiguration> presentConfiguration() throws IOException {
        Path file = layout.agentConfiguration();
        return Files.exists(file) ? Optional.of(AgentConfigurationFile.read(file)) : Optional.empty();
    }

    /** In a clone of its own: the agent may be working on its clone at this moment. */
    private Installation find(AgentConfiguration wanted, Optional<String> interfaceName, Path folder)
            throws IOException, InstallFailure, FetchFailure {
        DefinitionsRepository repository =
                new DefinitionsRepository(wanted.source(), folder.resolve("repository.git"), FetchBounds.USUAL);
        Fetched fetched = repository.fetch();
        requireSigned(wanted, repository, fetched.revision());
        CheckedOut tree =
                repository.checkOut(fetched.revision(), wanted.source().path(), folder.resolve("tree"));
        DefinitionSet definitions = CompileStep.read(tree);
        NodePipeline pipeline = NodePipeline.of(layout, wanted);
        switch (pipeline.compile(definitions)) {
            case Compilation.Refused refused ->
                throw InstallFailure.found("revision \"" + fetched.revision() + "\" of \""
                        + wanted.source().repository() + "\" cannot be served:\n"
                        + FindingsText.render(refused.findings()));
            case Compilation.Accepted accepted -> {
                report.found("revision " + fetched.revision() + " of "
                        + wanted.source().repository() + ": \"" + fetched.subject() + "\"");
                FoundNode found = new NodeFinder(wanted.node(), report)
                        .find(accepted.plan().fleet());
                Node node = found.node();
                report.found("this is node " + node.name() + " of fleet "
                        + accepted.plan().fleet().name() + " (" + node.zone() + ", " + node.address() + ", "
                        + node.interfaceId() + ")");
                String device = interfaceName.isEmpty() ? interfaceOf(node) : interfaceName.get();
                report.found("VRRP is spoken on interface " + device);
                KnownInstances instances = instances(accepted.plan());
                return new Installation(
                        layout,
                        wanted.withNode(node.name()),
                        fetched.revision(),
                        definitions.files(),
                        accepted.plan(),
                        node,
                        found.identity(),
                        instances,
                        pipeline.render(instances.in(accepted.plan()), node.name(), fetched.revision(), device));
            }
        }
    }

    /** Without them HAProxy would start with nobody behind the Services that select instances. */
    private KnownInstances instances(Plan plan) throws InstallFailure {
        SortedSet<InstanceSelector> selectors = plan.instanceSelectors();
        if (selectors.isEmpty()) {
            return KnownInstances.NONE;
        }
        try {
            KnownInstances known = new InstanceDiscovery(
                            region -> new AwsInstances(Ec2Access.patientClient(region)),
                            () -> KnownInstances.NONE,
                            Pace.USUAL,
                            DiscoveryJournal.NONE,
                            InstantSource.system())
                    .of(plan.fleet(), selectors);
            known.bySelector()
                    .forEach((selector, following) -> report.found(
                            following.instances().size() + " instances of " + selector + " " + following.zones()));
            return known;
        } catch (Ec2Exception silent) {
            throw InstallFailure.found("EC2 does not say which instances the definitions select: " + silent.getMessage()
                    + "; this node needs the permission ec2:DescribeInstances");
        }
    }

    /** The first revision is installed from here, so it is verified here; the agent verifies the others. */
    private static void requireSigned(AgentConfiguration wanted, DefinitionsRepository repository, String revision)
            throws InstallFailure {
        try {
            new VerifyStep(repository, wanted.signatures(), Optional::empty).verify(revision);
        } catch (StepFailure failure) {
            throw failure.findings().isEmpty()
                    ? InstallFailure.prevented(failure.getMessage())
                    : InstallFailure.found(failure.getMessage() + "\n" + FindingsText.render(failure.findings()));
        }
    }

    private static String interfaceOf(Node node) throws InstallFailure {
        return LocalAddress.interfaceWith(node.address())
                .map(NetworkInterface::getName)
                .orElseThrow(
                        () -> InstallFailure.found("no interface of this machine has the address \"" + node.address()
                                + "\" that the Fleet gives node \"" + node.name()
                                + "\"; correct the Fleet, or name the interface with --interface-name"));
    }
}
