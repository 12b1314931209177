package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.pointsman.agent.certificate.TestPair;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PrivateKeyFilesTest {

    @TempDir
    private Path root;

    private NodeLayout layout;
    private Path key;

    @BeforeEach
    void install() throws IOException {
        Assumptions.assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "needs root");
        layout = new NodeLayout(root);
        ResourceName secret = new ResourceName("edge", "web");
        TestPair.of("a.example.com").install(layout, secret);
        key = layout.privateKey(secret);
        for (Path folder = key.getParent();
                !folder.equals(layout.certificates().getParent());
                folder = folder.getParent()) {
            mode(folder, "rwxr-xr-x");
        }
    }

    @Test
    void aKeyForItsOwnerAloneIsWell() throws IOException {
        assertThat(texts()).isEmpty();
        mode(key, "r--------");
        assertThat(texts()).isEmpty();
    }

    @Test
    void aNodeWithoutKeysIsWell() {
        assertThat(new PrivateKeyFiles(new NodeLayout(root.resolve("other"))).examine())
                .isEmpty();
    }

    @Test
    void aKeyThatOthersCanReadIsFound() throws IOException {
        mode(key, "rw-r--r--");
        assertThat(texts())
                .isEqualTo(
                        key + ": is a private key with mode 0644, so others than its owner can use it; run \"chmod 600 "
                                + key + "\", and replace the pair if others have been on this machine");
        mode(key, "rw-r-----");
        assertThat(texts()).contains("mode 0640");
    }

    @Test
    void aKeyOfSomebodyElseIsFoundUnlessItIsTheAgents() throws IOException {
        Files.setAttribute(key, "unix:uid", 65534);
        assertThat(texts()).contains("belongs to user id 65534", "chown root " + key);

        Files.setAttribute(Files.createDirectories(layout.state()), "unix:uid", 65534);
        assertThat(texts()).isEmpty();
    }

    @Test
    void aFolderWhereOthersCouldPutAKeyOfTheirsIsFound() throws IOException {
        mode(key.getParent(), "rwxrwxr-x");
        assertThat(texts()).contains(key.getParent() + ": has mode 0775", "chmod go-w " + key.getParent());
    }

    @Test
    void aFolderBehindALinkIsLookedAtToo() throws IOException {
        Path elsewhere = Files.move(key.getParent(), root.resolve("renewed"));
        Files.createSymbolicLink(key.getParent(), elsewhere);
        assertThat(texts()).isEmpty();

        mode(elsewhere.resolve("tls.key"), "rw-rw-rw-");
        assertThat(texts()).contains("mode 0666");
    }

    private String texts() {
        return String.join(
                "\n",
                new PrivateKeyFiles(layout)
                        .examine().stream().map(Ailment::text).toList());
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
