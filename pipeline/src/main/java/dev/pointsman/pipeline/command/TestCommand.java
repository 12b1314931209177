package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.trial.HaproxyProgram;
import dev.pointsman.pipeline.trial.Trial;
import dev.pointsman.pipeline.trial.TrialReport;
import dev.pointsman.pipeline.trial.report.TrialJson;
import dev.pointsman.pipeline.trial.report.TrialText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pointsman test}: plays the routing tests of definitions on a real HAProxy. */
@Command(
        name = "test",
        description =
                "Play the RouteTests of definitions on a real HAProxy that serves what a node would get, with generated"
                        + " backends. Nothing outside this machine is asked.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every test passed",
            "1:a test failed, the definitions have errors, or (with --require-coverage) no test reaches some rule",
            "2:could not run"
        },
        mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {

    /** How the report is printed. */
    public enum Output {
        text,
        json
    }

    @Option(
            names = "--haproxy",
            paramLabel = "FILE",
            description = "The program; without, the first on the PATH or where packages put it.")
    private Path haproxy;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many requests are under way at a time (default: ${DEFAULT-VALUE}).")
    private int parallel = Trial.AT_ONCE;

    @Option(names = "--require-coverage", description = "Fail when no test reaches some rule.")
    private boolean requireCoverage;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print the report (default: ${DEFAULT-VALUE}).")
    private Output output;

    @Mixin
    private FleetDefinitions definitions;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        if (parallel < 1) {
            return FleetDefinitions.couldNotRun(
                    command, "failed to test: --parallel " + parallel + " is below 1; nothing would ever be asked");
        }
        return definitions.compile(command, this::test);
    }

    private int test(Compilation.Accepted accepted) throws IOException, InterruptedException {
        Path program = Optional.ofNullable(haproxy)
                .or(() -> HaproxyProgram.find(
                        Optional.ofNullable(System.getenv("PATH")).orElse("")))
                .orElseThrow(() -> new IOException(
                        "failed to test: there is no haproxy on this machine; install it (Debian: apt-get install"
                                + " haproxy), or name it by --haproxy"));
        TrialReport report;
        Progress progress =
                new Progress(accepted.tests().size(), command.commandLine().getErr());
        try {
            report = Trial.run(program, accepted.plan(), accepted.tests(), parallel, progress);
        } catch (IOException failure) {
            throw new IOException("failed to test: " + failure.getMessage(), failure);
        } finally {
            progress.end();
        }
        FleetDefinitions.print(
                command.commandLine().getOut(),
                switch (output) {
                    case text -> TrialText.render(report);
                    case json -> TrialJson.render(report);
                });
        boolean fine =
                report.failed() == 0 && (!requireCoverage || report.unreached().isEmpty());
        return (fine ? ExitCode.FINE : ExitCode.FINDINGS).number();
    }

    /** One line that changes, on a terminal only. */
    private static final class Progress implements IntConsumer {
        private static final long NANOS_BETWEEN = 100_000_000;

        private final int all;
        private final PrintWriter terminal;
        private final boolean shown;
        private long last;

        Progress(int all, PrintWriter terminal) {
            this.all = all;
            this.terminal = terminal;
            this.shown = System.console() != null && System.console().isTerminal();
        }

        @Override
        public synchronized void accept(int done) {
            if (shown && System.nanoTime() - last > NANOS_BETWEEN) {
                last = System.nanoTime();
                FleetDefinitions.print(terminal, "\r" + done + " of " + all + " tests");
            }
        }

        synchronized void end() {
            if (shown && last != 0) {
                FleetDefinitions.print(terminal, "\r\033[K");
            }
        }
    }
}
