package dev.pointsman.agent.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A folder with definitions, as CI finds it on a pull request, and the program under test under the name that CI's scripts call.
 *
 * <p>Nothing here knows GitHub: what it sets for a script, the tests set.
 */
abstract class PullRequest {

    static final Path PROJECT = Path.of(System.getProperty("pointsman.project"));

    @TempDir
    Path folder;

    Path program;
    Path definitions;

    record Outcome(int exitCode, String output) {}

    @BeforeEach
    void writeProgramAndDefinitions() throws IOException {
        program = Files.writeString(
                folder.resolve("pointsman"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin/java")
                        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp '"
                        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        + "' dev.pointsman.agent.Pointsman \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        definitions = Files.createDirectories(folder.resolve("definitions"));
        Path base = PROJECT.resolve("docs/findings/base");
        try (Stream<Path> files = Files.list(base)) {
            for (Path file : files.toList()) {
                Files.copy(file, definitions.resolve(file.getFileName()));
            }
        }
    }

    Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(PROJECT.resolve(".ci/definitions").toString()));
        command.addAll(List.of(arguments));
        return execute(environment, command);
    }

    Outcome execute(Map<String, String> environment, List<String> command) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_"));
        builder.environment().put("POINTSMAN", program.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    void misspell() throws IOException {
        Path route = definitions.resolve("route.yaml");
        Files.writeString(route, Files.readString(route).replace("hostnames", "hostname"));
    }

    void writeTests(String expected) throws IOException {
        Files.writeString(definitions.resolve("tests.yaml"), """
                apiVersion: pointsman.dev/v1
                kind: RouteTest
                metadata: {name: cart, namespace: shop}
                spec:
                  tests:
                    - name: the cart
                      request: {url: "http://shop.example.com/cart"}
                      expect: {%s}
                """.formatted(expected));
    }

    void commit(String message) throws Exception {
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern("definitions").call();
            git.commit()
                    .setMessage(message)
                    .setAuthor("Test", "test@example.com")
                    .setCommitter("Test", "test@example.com")
                    .setSign(false)
                    .call();
        }
    }

    void shareWithCanary() throws IOException {
        Path route = definitions.resolve("route.yaml");
        Files.writeString(
                route, Files.readString(route).replace("backendRefs: [", "backendRefs: [{name: canary, port: 80}, "));
        Path services = definitions.resolve("services.yaml");
        Files.writeString(
                services,
                Files.readString(services) + "---\n"
                        + Files.readString(services).replace("cart", "canary"));
    }

    /** A program of that name that comes before the machine's own. */
    void stub(String name, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
