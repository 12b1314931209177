package dev.pointsman.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/**
 * The real programs that rendered files are tried on.
 *
 * <p>Where one is missing its tests are skipped, and say so; {@code -Dpointsman.haproxy=PATH} tries another HAProxy than the machine's.
 */
public enum ProgramUnderTest {
    HAPROXY("haproxy", "pointsman.haproxy"),
    KEEPALIVED("keepalived", "pointsman.keepalived"),
    UNSHARE("unshare", "pointsman.unshare");

    private static final List<String> FOLDERS =
            List.of("/usr/local/sbin", "/usr/sbin", "/usr/local/bin", "/usr/bin", "/sbin", "/bin");

    private final String name;
    private final String property;

    ProgramUnderTest(String name, String property) {
        this.name = name;
        this.property = property;
    }

    /** What a program said, standard output and error together. */
    public record Outcome(int exitCode, String output) {}

    /** The program's path; its bare name when it is nowhere. */
    public String path() {
        String wanted = System.getProperty(property);
        return wanted != null
                ? wanted
                : FOLDERS.stream()
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .map(Path::toString)
                        .findFirst()
                        .orElse(name);
    }

    /** Skips the test, with a printed reason, when the program is missing. */
    public void require() {
        boolean isThere = path().contains("/");
        skipUnless(isThere, name + " is not installed");
    }

    /** Skips the test, with a printed reason, unless the condition holds. */
    public static void skipUnless(boolean condition, String reason) {
        if (!condition) {
            System.err.println("skipped: " + reason);
        }
        Assumptions.assumeTrue(condition, reason);
    }

    /** Runs a command to its end, for 30 seconds at most. */
    public static Outcome run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("pointsman-output", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException(List.of(command) + " does not end: " + Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
