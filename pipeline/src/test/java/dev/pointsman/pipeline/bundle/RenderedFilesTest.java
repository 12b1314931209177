package dev.pointsman.pipeline.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.certificate.TestAuthority;
import dev.pointsman.pipeline.haproxy.HaproxyRenderer;
import dev.pointsman.pipeline.haproxy.Stamp;
import dev.pointsman.pipeline.keepalived.KeepalivedRenderer;
import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * From plans to files, kept in {@code src/test/resources/render}, a folder for each {@link RenderCase}.
 *
 * <p>{@code -Dpointsman.golden.rewrite=true} writes the files anew and fails, so that a person reads the diff before the next run passes.
 */
@AsksHaproxy
class RenderedFilesTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("pointsman.project"), "pipeline/src/test/resources/render");

    /** {@code keepalived -t} wants the interface: a namespace of its own, which goes with the process, has one of that name. */
    private static final String IN_A_NAMESPACE =
            "ip link add eth0 type veth peer name peer0 && exec \"$1\" -t -f \"$2\"";

    @TempDir
    Path directory;

    static Stream<RenderCase> cases() {
        return RenderCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_plan_becomes_the_files_that_are_kept(RenderCase given) throws IOException {
        Path folder = FOLDER.resolve(given.sentence());
        Map<String, String> rendered = files(given);
        if (Boolean.getBoolean("pointsman.golden.rewrite")) {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : rendered.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            fail("wrote " + folder + ": read the diff, then run without -Dpointsman.golden.rewrite");
        }
        for (Map.Entry<String, String> file : rendered.entrySet()) {
            assertThat(folder.resolve(file.getKey())).hasContent(file.getValue());
        }
    }

    @Test
    void no_file_is_kept_without_use() throws IOException {
        List<String> used = cases().flatMap(
                        given -> files(given).keySet().stream().map(file -> given.sentence() + "/" + file))
                .sorted()
                .toList();
        try (Stream<Path> kept = Files.walk(FOLDER)) {
            assertThat(kept.filter(Files::isRegularFile)
                            .map(file -> FOLDER.relativize(file).toString())
                            .sorted())
                    .isEqualTo(used);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void haproxy_accepts_the_same_for_a_node_that_has_its_certificates(RenderCase given) throws Exception {
        ProgramUnderTest.HAPROXY.require();
        NodeLayout layout = new NodeLayout(directory);
        TestAuthority.installThrowaways(given.plan(), layout);
        for (Map.Entry<String, String> content :
                HaproxyRenderer.render(given.plan(), Stamp.BLANK, layout).entrySet()) {
            Files.writeString(directory.resolve(content.getKey()), content.getValue());
        }
        Path file = directory.resolve(Bundle.HAPROXY_FILE);

        ProgramUnderTest.Outcome outcome =
                ProgramUnderTest.run(ProgramUnderTest.HAPROXY.path(), "-c", "-f", file.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).doesNotContain("WARNING");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepalived_accepts_the_same_for_a_node_whose_binary_is_there(RenderCase given) throws Exception {
        ProgramUnderTest.KEEPALIVED.require();
        ProgramUnderTest.UNSHARE.require();
        ProgramUnderTest.skipUnless(isRoot(), "network namespaces need root");
        ProgramUnderTest.skipUnless(
                !given.keepalived().takesFractions() || installed().takesFractions(),
                "this keepalived takes whole seconds only");
        NodeLayout layout = new NodeLayout(directory);
        Files.createDirectories(layout.binary().getParent());
        Files.createFile(
                layout.binary(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path file = directory.resolve(Bundle.KEEPALIVED_FILE);
        Files.writeString(
                file, KeepalivedRenderer.render(given.plan(), given.nodeName(), layout, "eth0", given.keepalived()));

        ProgramUnderTest.Outcome outcome = ProgramUnderTest.run(
                ProgramUnderTest.UNSHARE.path(),
                "-n",
                "sh",
                "-c",
                IN_A_NAMESPACE,
                "sh",
                ProgramUnderTest.KEEPALIVED.path(),
                file.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).isEmpty();
    }

    private static KeepalivedVersion installed() throws Exception {
        return KeepalivedVersion.parse(ProgramUnderTest.run(ProgramUnderTest.KEEPALIVED.path(), "-v")
                        .output()
                        .lines()
                        .findFirst()
                        .orElse(""))
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendering_twice_gives_the_same_bytes(RenderCase given) {
        assertThat(files(given)).isEqualTo(files(given));
    }

    /** Under the blank stamp, so that the digest does not change every file with every change. */
    private static Map<String, String> files(RenderCase given) {
        NodeLayout layout = new NodeLayout(Path.of("/"));
        Map<String, String> files = new TreeMap<>(HaproxyRenderer.render(given.plan(), Stamp.BLANK, layout));
        files.put(
                Bundle.KEEPALIVED_FILE,
                KeepalivedRenderer.render(given.plan(), given.nodeName(), layout, "eth0", given.keepalived()));
        return files;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
