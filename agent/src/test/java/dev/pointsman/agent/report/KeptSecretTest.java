package dev.pointsman.agent.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import dev.pointsman.agent.certificate.TestPair;
import dev.pointsman.agent.command.DoctorCommand;
import dev.pointsman.agent.command.PlanCommand;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.pipeline.plan.value.ResourceName;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.post;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole agent with private keys on its node: one that is served, one that takes its place, one that fits nothing, and one that somebody has
 * committed. The certificates come and go as they should, and no part of any key is in anything that the node says or writes.
 */
@QuarkusTest
@QuarkusTestResource(value = AgentMachine.class, restrictToAnnotatedClass = true)
class KeptSecretTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ResourceName WEB = new ResourceName("edge", "web");
    private static final String HOST = "a.example.com";

    AgentMachine machine;

    @TempDir
    private Path folder;

    private final Logs logs = new Logs();

    @BeforeEach
    void listen() {
        logs.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(logs);
        Logger.getLogger("dev.pointsman").setLevel(Level.ALL);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(logs);
        Logger.getLogger("dev.pointsman").setLevel(null);
    }

    @Test
    void noPartOfAKeyIsInLogsReportsPlansOrGenerations() throws Exception {
        int port = RunningHaproxy.freePort();
        Map<String, String> said = new TreeMap<>();
        TestPair first = TestPair.of(HOST, Duration.ofDays(90)).install(machine.layout(), WEB);
        machine.fleet().commitTlsListener(port);
        String served = await("/ownership/node", "fetched", machine.firstRevision());
        try (RunningHaproxy running = RunningHaproxy.start(machine.layout())) {
            RunningHaproxy.until(PATIENCE, () -> shows(port, first));
            RunningHaproxy.until(PATIENCE, () -> notAfter(first));

            TestPair second = TestPair.of(HOST, Duration.ofMinutes(20)).install(machine.layout(), WEB);
            RunningHaproxy.until(PATIENCE, () -> shows(port, second) && notAfter(second));
            RunningHaproxy.until(PATIENCE, () -> finds("certificate-expiring"));
            ask(said, "after the renewal");

            TestPair stranger = TestPair.of(HOST);
            Files.writeString(machine.layout().privateKey(WEB), stranger.keyText());
            RunningHaproxy.until(PATIENCE, () -> finds("certificate-unusable"));
            assertThat(shows(port, second)).isTrue();

            TestPair committed = TestPair.of(HOST);
            String bad =
                    machine.fleet().commit("gateway.yaml", text -> text + """
                    ---
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: committed, namespace: edge}
                    data: {tls.key: %s}
                    """.formatted(base64(committed.keyText())));
            RunningHaproxy.until(
                    PATIENCE, () -> bad.equals(get("/ownership/node").path("refused.revision")));
            ask(said, "after the mistakes");
            state(said);
            machine.fleet().dropLastCommit();
            run(said, new PlanCommand(), checkout().toString(), "--against", served, "--output", "json");
            run(said, new PlanCommand(), checkout().toString(), "--against", served);
            run(said, new DoctorCommand(), "--root", machine.layout().root().toString());
            said.put("the agent's log", String.join("\n", logs.lines));
            said.put(
                    "HAProxy's log", Files.readString(machine.layout().runtime().resolve("haproxy.log")));
            state(said);

            assertThat(said.get("the agent's log"))
                    .contains("HAProxy shows the certificate with serial")
                    .contains("certificate-unusable", "committed-secret");
            assertThat(said.keySet()).anyMatch(name -> name.endsWith("haproxy.cfg"));
            assertThat(said)
                    .allSatisfy((name, text) -> assertThat(text).as(name).isNotBlank());
            for (TestPair pair : List.of(first, second, stranger, committed)) {
                said.forEach((name, text) -> assertThat(text).as(name).doesNotContain(parts(pair)));
            }
        }
    }

    private static boolean shows(int port, TestPair pair) {
        try {
            return TestPair.shown("127.9.0.10", port, HOST).equals(pair.chain());
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean notAfter(TestPair pair) {
        String line = get("/q/metrics")
                .asString()
                .lines()
                .filter(text ->
                        text.startsWith("pointsman_certificate_not_after_seconds{kind=\"secret\",name=\"edge/web\"} "))
                .findFirst()
                .orElse(" 0");
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ')))
                == pair.certificate().getNotAfter().toInstant().getEpochSecond();
    }

    private static boolean finds(String code) {
        List<String> codes = get("/ownership/node").path("findings.code");
        return codes.contains(code);
    }

    /** Waits until a field of an answer says something else than before, and tells what. */
    private static String await(String path, String field, String before) throws IOException {
        RunningHaproxy.until(PATIENCE, () -> {
            String now = get(path).path(field);
            return now != null && !now.equals(before);
        });
        return get(path).path(field);
    }

    private static void ask(Map<String, String> said, String when) {
        for (String path : List.of("/ownership", "/ownership/node", "/q/metrics", "/q/health")) {
            said.put("GET " + path + " " + when, get(path).asString());
        }
        said.put("POST /refresh " + when, post("/refresh").asString());
    }

    private static void run(Map<String, String> said, Object command, String... arguments) {
        StringWriter text = new StringWriter();
        new CommandLine(command)
                .setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text))
                .execute(arguments);
        said.put(command.getClass().getSimpleName() + " " + String.join(" ", arguments), text.toString());
    }

    private Path checkout() throws IOException {
        Path clone = folder.resolve("clone");
        if (!Files.exists(clone)) {
            dev.pointsman.lab.linux.Command.of(
                            "git", "clone", "-q", machine.fleet().repository().toString(), clone.toString())
                    .run();
        }
        return clone;
    }

    /** Generations, what was refused, and what else the agent keeps; the clone is Git's. */
    private void state(Map<String, String> said) throws IOException {
        try (Stream<Path> files = Files.walk(machine.layout().state())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(machine.layout().definitions())) {
                    said.put(file.toString(), Files.readString(file));
                }
            }
        }
    }

    /** Every piece of a dozen characters of its secret part, as the files have it and as a Secret's data would have it. */
    private static String[] parts(TestPair pair) {
        List<String> parts = new ArrayList<>();
        String base64 =
                pair.keyText().lines().filter(line -> !line.startsWith("-")).reduce("", String::concat);
        for (int i = 36; i + 12 <= base64.length(); i++) {
            parts.add(base64.substring(i, i + 12));
        }
        String twice = base64(pair.keyText());
        for (int i = 100; i + 12 <= twice.length() - 40; i++) {
            parts.add(twice.substring(i, i + 12));
        }
        return parts.toArray(String[]::new);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Everything that is logged, whatever its level, as a person would read it. */
    private static final class Logs extends Handler {
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        private final PatternFormatter formatter = new PatternFormatter("%p %c %s%e");

        @Override
        public void publish(LogRecord record) {
            lines.add(formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
