package dev.pointsman.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import dev.pointsman.lab.campaign.FaultsMain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fault campaign fails when rule 4 is missing from the agents, and for no other reason: the same agents with the rule pass.
 *
 * <p>The agents run on a Java virtual machine, where a class can be changed as it is loaded; everything else is the native binary.
 */
class WithoutRuleIT {
    /** Draws a partition that lasts for 2.4 s, far longer than a peer needs to take the entries. */
    private static final String SEED = "6";

    private static final String PATIENCE_SECONDS = "45";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void requireALab() throws Exception {
        OpenStage.of(WithoutRuleIT.class).close();
    }

    @Test
    void withTheRuleTheRoutesReturnAfterAPartition() throws Exception {
        int exitCode = healPartition(program(Optional.empty()));

        assertThat(exitCode).as(printed.toString()).isZero();
        assertThat(printed.toString()).endsWith("1 passed, 0 failed\n");
    }

    @Test
    void withoutTheRuleTheyStayWhereTheyAreAndTheCampaignSaysSo() throws Exception {
        int exitCode = healPartition(program(Optional.of(javaAgent())));

        assertThat(exitCode).as(printed.toString()).isEqualTo(1);
        assertThat(printed.toString())
                .contains("not recovered within " + PATIENCE_SECONDS + " s")
                .contains("is to be node-a's, owners")
                .endsWith("0 passed, 1 failed\n");
    }

    private int healPartition(Path program) throws InterruptedException {
        try (var out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            return FaultsMain.run(
                    out,
                    out,
                    "--runs",
                    "1",
                    "--seed",
                    SEED,
                    "--fleet",
                    "pair",
                    "--only",
                    "partition",
                    "--binary",
                    program.toString(),
                    "--patience",
                    PATIENCE_SECONDS);
        }
    }

    /** The native binary but for {@code run}, which is the same program on a Java virtual machine; installs itself in the binary's place. */
    private Path program(Optional<Path> javaAgent) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var jar = OpenStage.project().resolve("agent/target/quarkus-app/quarkus-run.jar");
        assertThat(jar).as("made by Maven before integration tests").isRegularFile();
        var script =
                """
                #!/bin/sh
                case $1 in
                    run) exec %s %s -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -jar %s "$@" ;;
                    install) %s "$@" && cp "$0" "$3/usr/bin/pointsman" ;;
                    *) exec %4$s "$@" ;;
                esac
                """.formatted(java, javaAgent.map(file -> "-javaagent:" + file).orElse(""), jar, OpenStage.binary());
        var program = Files.writeString(directory.resolve("pointsman"), script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private Path javaAgent() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), WithoutRule.class.getName());
        var file = directory.resolve("without-rule.jar");
        var name = WithoutRule.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var code = WithoutRule.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
        }
        return file;
    }
}
