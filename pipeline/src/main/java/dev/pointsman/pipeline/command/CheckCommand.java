package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.compile.Report;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.report.FindingGuide;
import dev.pointsman.pipeline.report.GithubReport;
import dev.pointsman.pipeline.report.ReportJson;
import dev.pointsman.pipeline.report.RepositoryPaths;
import dev.pointsman.pipeline.report.SarifReport;
import dev.pointsman.pipeline.report.Sources;
import dev.pointsman.pipeline.report.TextReport;
import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pointsman check}: says everything that is wrong with definitions, before anybody serves them. */
@Command(
        name = "check",
        description = "Check definitions: print everything that is wrong with them, with file, line and column.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no errors (warnings do not count)", "1:errors", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    /** How findings are printed. */
    public enum Output {
        text,
        json,
        sarif,
        github
    }

    /** When text is coloured. */
    public enum Colour {
        auto,
        always,
        never
    }

    @Mixin
    private DefinitionsArgument argument;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json|sarif|github",
            defaultValue = "text",
            description =
                    "How to print the findings: for people, for programs, for code scanners (SARIF 2.1.0), or as GitHub's annotations"
                            + " (default: ${DEFAULT-VALUE}).")
    private Output output;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description =
                    "Whether text is coloured; auto: on a terminal, unless NO_COLOR is set (default: ${DEFAULT-VALUE}).")
    private Colour colour;

    @Option(
            names = "--explain",
            paramLabel = "CODE",
            defaultValue = "",
            description =
                    "Print the documentation page of a finding's code, for instance unknown-field, and check nothing.")
    private String explained;

    @Mixin
    private AdmissionOption admission;

    @Mixin
    private VpcOptions vpc;

    @Option(
            names = "--route-quota",
            paramLabel = "N",
            description =
                    "How many entries a route table may have in the account (Service Quotas, \"Routes per route table\").")
    private Integer routeQuota;

    @Spec
    private CommandSpec command;

    private final VpcSource ec2;

    public CheckCommand() {
        this(new NoVpcSource());
    }

    /** @param ec2 the way to EC2, for {@code --live} */
    public CheckCommand(VpcSource ec2) {
        this.ec2 = ec2;
    }

    @Override
    public Integer call() {
        if (!explained.isEmpty()) {
            return explain();
        }
        DefinitionSet definitions;
        try {
            definitions = argument.read();
        } catch (IOException problem) {
            return couldNotRun(problem.getMessage());
        }
        Report report;
        try {
            report = check(definitions);
        } catch (IOException unknownVpc) {
            return couldNotRun(unknownVpc.getMessage());
        }
        print(rendered(report, definitions));
        return (report.refuses() ? ExitCode.FINDINGS : ExitCode.FINE).number();
    }

    private Report check(DefinitionSet definitions) throws IOException {
        Optional<VpcFacts> facts = vpc.facts(() -> DefinitionCompiler.vpcs(definitions), ec2);
        if (facts.isEmpty()) {
            return DefinitionCompiler.check(definitions, options());
        }
        if (!facts.get().takenAt().isEmpty()) {
            command.commandLine()
                    .getErr()
                    .println("VPC as of " + Quoted.escape(facts.get().takenAt()));
        }
        return DefinitionCompiler.check(definitions, options(), facts.get(), quota());
    }

    private OptionalInt quota() {
        return routeQuota == null ? OptionalInt.empty() : OptionalInt.of(routeQuota);
    }

    private String rendered(Report report, DefinitionSet definitions) {
        return switch (output) {
            case text -> TextReport.render(report.findings(), new Sources(definitions.files()), isColoured());
            case json -> ReportJson.render(report);
            case sarif -> SarifReport.render(report.findings(), paths());
            case github -> GithubReport.render(report.findings(), paths());
        };
    }

    private RepositoryPaths paths() {
        return RepositoryPaths.below(Path.of(""), argument.folder());
    }

    private boolean isColoured() {
        return switch (colour) {
            case auto -> Ansi.AUTO.enabled();
            case always -> true;
            case never -> false;
        };
    }

    private int explain() {
        Optional<FindingGuide> guide = FindingGuide.find(explained);
        guide.ifPresent(found -> print(found.page()));
        return guide.isPresent()
                ? ExitCode.FINE.number()
                : couldNotRun("failed to explain " + Quoted.of(explained) + ": there is no such code. "
                        + Suggestion.hint(explained, FindingGuide.codes()));
    }

    private void print(String text) {
        PrintWriter out = command.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private int couldNotRun(String reason) {
        command.commandLine().getErr().println(reason);
        return ExitCode.COULD_NOT_RUN.number();
    }

    private CompileOptions options() {
        return CompileOptions.defaults().withAdmission(admission.admission());
    }
}
