package dev.pointsman.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import dev.pointsman.lab.demo.DemoMain;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.Signal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Ctrl-C in the middle of the demo leaves nothing behind. */
class InterruptedDemoIT {
    private static final int SIGINT = 2;

    @Test
    void ctrlCRemovesTheLabWithEverythingThatRunsInIt() throws Exception {
        OpenStage.of(InterruptedDemoIT.class).close();
        var demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.net.preferIPv4Stack=true",
                        "-Dpointsman.binary=" + OpenStage.binary(),
                        "-Dpointsman.project=" + OpenStage.project(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoMain.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            var id = awaitFirstNode(demo);
            assertThat(Namespace.named("pm-" + id + "-")).isNotEmpty();
            Signal.INTERRUPT.sendTo(demo.pid());
            assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(128 + SIGINT);
            assertThat(Namespace.named("pm-" + id + "-")).isEmpty();
            assertThat(Path.of("/run/pointsman-lab", id)).doesNotExist();
        } finally {
            demo.destroyForcibly();
        }
    }

    /** Reads along until the first node's programs run, and returns the lab's id. */
    private static String awaitFirstNode(Process demo) throws IOException {
        var lab = Pattern.compile("lab '(\\w+)'");
        var read = new StringBuilder();
        String id = null;
        for (var line = demo.inputReader().readLine();
                line != null;
                line = demo.inputReader().readLine()) {
            read.append(line).append('\n');
            var matcher = lab.matcher(line);
            if (matcher.find()) {
                id = matcher.group(1);
            }
            if (line.contains("keepalived") && id != null) {
                return id;
            }
        }
        throw new IOException("the demo ended early:\n" + read);
    }
}
