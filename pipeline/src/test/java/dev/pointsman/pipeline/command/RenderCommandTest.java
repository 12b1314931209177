package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.ProgramUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

@AsksHaproxy
class RenderCommandTest {

    /** Real definitions of two nodes. */
    private static final Path DEFINITIONS = Path.of(System.getProperty("pointsman.project"), "lab/definitions/base");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void writes_what_a_node_gets_and_says_where() throws Exception {
        Path output = directory.resolve("new/folder");

        int exitCode = render(DEFINITIONS, "--node", "node-a", "--revision", "abc123", "--output", output.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(Files.readString(output.resolve("haproxy.cfg"))).contains("set-var proc.revision str(abc123)");
        assertThat(Files.readString(output.resolve("keepalived.conf"))).contains("router_id node-a", "interface eth0");
        try (Stream<Path> written = Files.list(output)) {
            assertThat(written.map(Path::toString))
                    .contains(
                            output.resolve("haproxy.cfg").toString(),
                            output.resolve("keepalived.conf").toString())
                    .hasSizeGreaterThan(2)
                    .allMatch(file -> out.toString().lines().anyMatch(file::equals));
        }
        assertThat(out.toString().lines()).last().asString().matches("digest [0-9a-f]{64}");
        ProgramUnderTest.HAPROXY.require();
        assertThat(ProgramUnderTest.run(
                                ProgramUnderTest.HAPROXY.path(),
                                "-c",
                                "-f",
                                output.resolve("haproxy.cfg").toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void the_nodes_root_and_interface_stand_in_the_files() throws Exception {
        render(
                DEFINITIONS,
                "--node",
                "node-b",
                "--root",
                "/srv/node-b",
                "--interface-name",
                "ens5",
                "--output",
                directory.toString());

        assertThat(Files.readString(directory.resolve("haproxy.cfg")))
                .contains("stats socket /srv/node-b/run/pointsman/haproxy.sock");
        assertThat(Files.readString(directory.resolve("keepalived.conf")))
                .contains("interface ens5", "\"/srv/node-b/usr/bin/pointsman notify --root /srv/node-b\"");
    }

    @Test
    void definitions_with_errors_leave_nothing_behind() throws IOException {
        Path definitions = Files.createDirectory(directory.resolve("definitions"));
        Files.writeString(definitions.resolve("route.yaml"), "kind: HTTPRoute\n");
        Path output = directory.resolve("output");

        assertThat(render(definitions, "--node", "node-a", "--output", output.toString()))
                .isEqualTo(1);

        assertThat(output).doesNotExist();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("route.yaml:1", "Nothing was rendered.");
    }

    @Test
    void a_node_that_the_fleet_does_not_have_is_answered_with_those_it_has() {
        assertThat(render(DEFINITIONS, "--node", "node-x", "--output", directory.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("failed to render", "\"node-x\"", "node-a, node-b");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_fleet_that_is_not_there_is_a_finding() {
        assertThat(render(DEFINITIONS, "--fleet", "edge/other", "--node", "node-a", "--output", directory.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("\"edge/other\"", "edge/lab");
    }

    @Test
    void words_that_would_be_syntax_in_the_files_are_refused() {
        for (String[] option :
                new String[][] {{"--root", "/srv/a b"}, {"--interface-name", "eth0\n}"}, {"--revision", "a1\nglobal"}
                }) {
            assertThat(render(DEFINITIONS, "--node", "node-a", option[0], option[1], "--output", directory.toString()))
                    .as(option[0])
                    .isEqualTo(2);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        assertThat(render(directory.resolve("nowhere"), "--node", "node-a", "--output", directory.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("nowhere\": there is no such folder");
    }

    @Test
    void an_output_that_is_a_file_is_named() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(render(DEFINITIONS, "--node", "node-a", "--output", file.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("failed to write to \"" + file + "\"");
    }

    private int render(Path definitions, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = definitions.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new CommandLine(new RenderCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
