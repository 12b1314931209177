package dev.pointsman.agent.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.git.WorkTree;
import dev.pointsman.pipeline.command.FleetDefinitions;
import dev.pointsman.pipeline.comparison.Comparison;
import dev.pointsman.pipeline.comparison.PlanComparison;
import dev.pointsman.pipeline.comparison.show.ChangeJson;
import dev.pointsman.pipeline.comparison.show.ChangeText;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.plan.Plan;
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

    @Spec
    private CommandSpec spec;

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
        Comparison comparison = PlanComparison.of(before, after.plan());
        print(
                spec.commandLine().getOut(),
                switch (output) {
                    case text -> ChangeText.text(comparison);
                    case markdown -> ChangeText.markdown(comparison);
                    case json -> ChangeJson.render(comparison);
                });
        return ExitCode.FINE;
    }

    private static void print(PrintWriter writer, String text) {
        writer.print(text);
        writer.flush();
    }
}
