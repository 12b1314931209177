package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import dev.pointsman.agent.program.ProgramRun;

/**
 * Asks HAProxy itself whether a configuration can be served: {@code haproxy -c}.
 *
 * <p>It exists as the last word before a switch, because whatever our own checks overlook, a reload would stumble over.
 *
 * @param program absolute path of HAProxy
 * @param patience how long the check may take; 50,000 servers take about half a second
 */
public record ConfigurationCheck(Path program, Duration patience) {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    /** "[ALERT]    (1234) : config : parsing [/file:13] : …": level and pid are of no use to a person. */
    private static final Pattern PREFIX =
            Pattern.compile("^\\[(ALERT|WARNING|NOTICE)]\\s+\\(\\d+\\)\\s*:\\s*(config : )?");

    /** Lines that only say that there were other lines. */
    private static final Pattern EPILOGUE =
            Pattern.compile(".*(Error\\(s\\) found in configuration file|Fatal errors found in configuration).*");

    public ConfigurationCheck(Path program) {
        this(program, USUAL_PATIENCE);
    }

    public CheckVerdict check(Path configuration) {
        if (!Files.isExecutable(program)) {
            return new CheckVerdict.Unavailable(
                    "there is no program \"" + program + "\"; install HAProxy, or correct \"haproxy\" in agent.yaml");
        }
        try {
            ProgramRun run = ProgramRun.of(patience, List.of(program.toString(), "-c", "-f", configuration.toString()));
            return run.succeeded()
                    ? new CheckVerdict.Passed(linesOf(run, "[WARNING]"))
                    : new CheckVerdict.Refused(reason(run));
        } catch (IOException e) {
            return new CheckVerdict.Unavailable("failed to run \"" + program + "\": " + e.getMessage());
        }
    }

    private static String reason(ProgramRun run) {
        List<String> alerts = linesOf(run, "[ALERT]");
        return alerts.isEmpty()
                ? "exit code " + run.exitCode() + ": " + run.output().strip()
                : String.join("; ", alerts);
    }

    private static List<String> linesOf(ProgramRun run, String level) {
        return run.output()
                .lines()
                .filter(line -> line.startsWith(level))
                .filter(line -> !EPILOGUE.matcher(line).matches())
                .map(line -> PREFIX.matcher(line).replaceFirst("").strip())
                .toList();
    }
}
