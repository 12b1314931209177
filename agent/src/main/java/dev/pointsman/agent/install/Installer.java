package dev.pointsman.agent.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.ec2.AwsNetworkInterfaces;
import dev.pointsman.pipeline.node.NodeLayout;

/** Makes this machine a node: finds out, then takes the steps in order. */
public final class Installer {

    private final NodeLayout layout;
    private final InstallReport report;
    private final List<InstallStep> steps;

    public Installer(NodeLayout layout, InstallReport report) {
        this.layout = layout;
        this.report = report;
        // The program comes before keepalived's configuration, which names it; the hook is checked once it is there.
        this.steps = List.of(
                new FolderStep(),
                new ConfigurationStep(),
                new BinaryStep(),
                new AddressStep(),
                new FirstGenerationStep(),
                new HookStep(),
                new KeepalivedStep(),
                new AssignmentStep(),
                new SourceDestinationStep(AwsNetworkInterfaces::inRegion));
    }

    /**
     * Does it.
     *
     * @throws InstallFailure when this machine cannot become a node as things are
     * @throws IOException when a file cannot be read or written
     */
    public void install(InstallOptions options, Map<String, String> environment) throws IOException, InstallFailure {
        requireRoot();
        EnvironmentStep.take(layout, environment, report);
        Installation installation = new Discovery(layout, report).find(options);
        for (InstallStep step : steps) {
            try {
                step.take(installation, report);
            } catch (IOException e) {
                throw new IOException("failed to " + step.purpose() + ": " + e.getMessage(), e);
            } catch (InstallFailure e) {
                throw InstallFailure.found("failed to " + step.purpose() + ": " + e.getMessage());
            }
        }
    }

    private static void requireRoot() throws IOException, InstallFailure {
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
            throw InstallFailure.prevented(
                    "\"pointsman install\" must run as root: it writes below /etc, adds addresses and checks keepalived's hook; use sudo");
        }
    }
}
