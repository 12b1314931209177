package dev.pointsman.agent.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.ec2.vpc.AwsVpcs;
import dev.pointsman.agent.git.WorkTree;
import dev.pointsman.pipeline.command.FleetDefinitions;
import dev.pointsman.pipeline.command.VpcOptions;
import dev.pointsman.pipeline.comparison.Comparison;
import dev.pointsman.pipeline.comparison.PlanComparison;
import dev.pointsman.pipeline.comparison.show.ChangeJson;
import dev.pointsman.pipeline.comparison.show.ChangeText;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code pointsman plan}: says what merging would do.
 *
 * <p>It lives here and not with the pipeline's commands because it reads Git, of which only this module speaks.
 */
@Command(
        name = "plan",
        description =
                "Say what merging would do: compare the definitions in a folder with those of a revision. Which requests"
                        + " go elsewhere, what each node does about it, which VPC routes move.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:compared", "1:the definitions have errors", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {

    /** How the comparison is printed. */
    public enum Output {
        text,
        markdown,
        json
    }

    @Option(
            names = "--against",
            paramLabel = "REV",
            required = true,
            description =
                    "The revision to compare with: a branch, tag or commit of the repository that DIR is in, for instance"
                            + " origin/main. The work tree is not touched.")
    private String against;

    @Mixin
    private FleetDefinitions definitions;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|markdown|json",
            defaultValue = "text",
            description = "How to print the comparison (default: ${DEFAULT-VALUE}).")
    private Output output;

    @Mixin
    private VpcOptions vpc;

    @Spec
    private CommandSpec spec;

    private final VpcSource ec2;

    public PlanCommand() {
        this(new AwsVpcs());
    }

    /** @param ec2 the way to EC2, for {@code --live} */
    PlanCommand(VpcSource ec2) {
        this.ec2 = ec2;
    }

    @Override
    public Integer call() throws InterruptedException {
        return definitions.compile(spec, this::compare);
    }

    private int compare(Compilation.Accepted after) throws IOException {
        Optional<DefinitionSet> old;
        try {
            old = new WorkTree(definitions.definitions().folder()).definitionsAt(against);
        } catch (IOException unreadable) {
            throw new IOException("failed to plan: " + unreadable.getMessage(), unreadable);
        }
        Optional<Plan> before = Optional.empty();
        if (old.isPresent() && !old.get().files().isEmpty()) {
            Compilation compiled = definitions.compile(old.get());
            if (compiled instanceof Compilation.Refused refused) {
                print(
                        spec.commandLine().getErr(),
                        "The definitions of \"" + against
                                + "\" have errors, so no node serves them; compare with the revision that the nodes serve"
                                + " (\"pointsman status\" names it):\n");
                return FleetDefinitions.refuse(spec, refused);
            }
            before = Optional.of(((Compilation.Accepted) compiled).plan());
        }
        Comparison comparison = PlanComparison.of(before, after.plan(), facts(before, after.plan()));
        print(
                spec.commandLine().getOut(),
                switch (output) {
                    case text -> ChangeText.text(comparison);
                    case markdown -> ChangeText.markdown(comparison);
                    case json -> ChangeJson.render(comparison);
                });
        return ExitCode.FINE;
    }

    /** The VPCs that both sides are for; empty when nobody asked for them. */
    private Optional<VpcFacts> facts(Optional<Plan> before, Plan after) throws IOException {
        List<Fleet> fleets = Stream.concat(before.stream(), Stream.of(after))
                .map(Plan::fleet)
                .toList();
        Optional<VpcFacts> facts = vpc.facts(
                () -> fleets.stream()
                        .map(fleet -> new VpcSource.Address(fleet.region(), fleet.vpcId()))
                        .distinct()
                        .toList(),
                ec2);
        for (Fleet fleet : fleets) {
            if (facts.isPresent() && facts.get().vpc(fleet.vpcId()).isEmpty()) {
                throw new IOException("failed to plan: nothing is known of VPC \"" + fleet.vpcId() + "\" of Fleet "
                        + fleet.name() + "; take a snapshot of it, or leave --vpc and --live out");
            }
        }
        return facts;
    }

    private static void print(PrintWriter writer, String text) {
        writer.print(text);
        writer.flush();
    }
}
