package dev.pointsman.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.pointsman.lab.git.Checkout;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Severity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class UntrustedTreeTest {

    @TempDir
    Path folder;

    private Path bare;
    private Checkout developer;

    @BeforeEach
    void makeRepository() throws IOException {
        bare = folder.resolve("definitions.git");
        Checkout.createRepository(bare);
        developer = Checkout.clone(List.of(), bare.toString(), folder.resolve("developer"));
        Files.writeString(inRepository("a.yaml"), "a: 1\n");
    }

    @Test
    void aLinkThatLeavesTheTreeIsRefusedAndNeverWritten() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.yaml"), "secret\n");
        Files.createDirectories(inRepository("routes"));
        Files.createSymbolicLink(inRepository("absolute.yaml"), secret);
        Files.createSymbolicLink(inRepository("routes/relative.yaml"), Path.of("../../secret.yaml"));
        Files.createSymbolicLink(inRepository("folder"), folder);

        CheckedOut checkedOut = checkOut();

        assertThat(checkedOut.findings())
                .extracting(Finding::severity, finding -> finding.place().file())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Severity.ERROR, "absolute.yaml"),
                        org.assertj.core.groups.Tuple.tuple(Severity.ERROR, "folder"),
                        org.assertj.core.groups.Tuple.tuple(Severity.ERROR, "routes/relative.yaml"));
        assertThat(DefinitionsRepositoryTest.filesIn(checkedOut.folder())).containsExactly("a.yaml");
        assertThat(checkedOut.folder().resolve("folder")).doesNotExist();
    }

    @Test
    void aLinkWithinTheTreeIsLeftOutWithAWarning() throws Exception {
        Files.createDirectories(inRepository("routes"));
        Files.createSymbolicLink(inRepository("routes/again.yaml"), Path.of("../a.yaml"));

        CheckedOut checkedOut = checkOut();

        assertThat(checkedOut.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).contains("\"../a.yaml\"");
        });
        assertThat(DefinitionsRepositoryTest.filesIn(checkedOut.folder())).containsExactly("a.yaml");
    }

    @Test
    void aSubmoduleIsRefused() throws Exception {
        Command.of(
                        "git",
                        "update-index",
                        "--add",
                        "--cacheinfo",
                        "160000,1111111111111111111111111111111111111111,vendor")
                .in(developer.directory())
                .run();

        assertThat(checkOutIndexed().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("submodule");
            assertThat(finding.place().file()).isEqualTo("vendor");
        });
    }

    @Test
    void aHugeFileIsRefusedByItsSizeAlone() throws Exception {
        Files.write(inRepository("huge.yaml"), new byte[50 * 1024 * 1024]);
        Files.write(inRepository("huge.bin"), new byte[50 * 1024 * 1024]);

        CheckedOut checkedOut = checkOut();

        assertThat(checkedOut.findings()).singleElement().asString().contains("huge.yaml", "52428800 bytes");
        assertThat(DefinitionsRepositoryTest.filesIn(checkedOut.folder())).containsExactly("a.yaml");
    }

    @Test
    void aPointerToLargeFileStorageIsRefused() throws Exception {
        Files.writeString(
                inRepository("routes.yaml"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");

        assertThat(checkOut().findings())
                .singleElement()
                .extracting(Finding::code)
                .isEqualTo("lfs-pointer");
    }

    @Test
    void whatIsNoYamlIsNotWritten() throws Exception {
        Files.writeString(inRepository("README.md"), "# Definitions\n");
        Files.writeString(inRepository("post-checkout"), "#!/bin/sh\ntouch /tmp/never\n");

        CheckedOut checkedOut = checkOut();

        assertThat(checkedOut.findings()).isEmpty();
        assertThat(DefinitionsRepositoryTest.filesIn(checkedOut.folder())).containsExactly("a.yaml");
    }

    private CheckedOut checkOut() throws Exception {
        Command.of("git", "add", "--all").in(developer.directory()).run();
        return checkOutIndexed();
    }

    private CheckedOut checkOutIndexed() throws Exception {
        Command.of("git", "-c", "user.name=Lab", "-c", "user.email=lab@example.com", "commit", "-q", "-m", "change")
                .in(developer.directory())
                .run();
        Command.of("git", "push", "-q", "origin", "HEAD:main")
                .in(developer.directory())
                .run();
        DefinitionsRepository repository =
                new DefinitionsRepository(TestSource.of(bare.toString()), folder.resolve("clone"), FetchBounds.USUAL);
        return repository.checkOut(repository.fetch().revision(), ".", folder.resolve("tree"));
    }

    private Path inRepository(String file) {
        return developer.directory().resolve(file);
    }
}
