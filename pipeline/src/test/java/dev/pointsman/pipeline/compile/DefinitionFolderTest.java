package dev.pointsman.pipeline.compile;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DefinitionFolderTest {

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("definitions"));
    }

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private DefinitionSet read() throws IOException {
        return DefinitionFolder.read(folder);
    }

    private static List<String> lines(DefinitionSet set) {
        return set.findings().stream().map(Finding::toString).toList();
    }

    @Test
    void readsYamlFilesOfEveryFolderInOneOrderAndNothingElse() throws IOException {
        write("b/two.yml", "2");
        write("a/b/one.yaml", "1");
        write("README.md", "#");
        write("values.yaml.bak", "x");
        write(".github/workflows/check.yaml", "x");
        write("a/.hidden.yaml", "x");

        assertThat(read().files())
                .containsExactly(new DefinitionFile("a/b/one.yaml", "1"), new DefinitionFile("b/two.yml", "2"));
        assertThat(read().findings()).isEmpty();
    }

    @Test
    void theFolderItselfMayBeHiddenOrALink() throws IOException {
        write("one.yaml", "1");
        Path hidden = Files.move(folder, temporary.resolve(".hidden"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), hidden);

        assertThat(DefinitionFolder.read(link).files()).hasSize(1);
    }

    @Test
    void aFileOfFiftyMegabytesIsOneFindingAndIsNotRead() throws IOException {
        try (var large = new RandomAccessFile(folder.resolve("large.yaml").toFile(), "rw")) {
            large.setLength(50L << 20);
        }

        DefinitionSet set = read();

        assertThat(set.files()).isEmpty();
        assertThat(lines(set))
                .containsExactly(
                        "large.yaml  the file has 52428800 bytes; at most 1048576 are read. Split it.  [too-large]");
    }

    @Test
    void moreThanFiveThousandFilesAreOneFinding() throws IOException {
        for (int i = 0; i <= DefinitionFolder.MOST_FILES; i++) {
            Files.createFile(folder.resolve(i + ".yaml"));
        }

        assertThat(lines(read())).singleElement().asString().contains("more than 5000 YAML files");
    }

    @Test
    void moreThanSixtyFourMegabytesTogetherAreOneFinding() throws IOException {
        byte[] largest = new byte[DefinitionFolder.LARGEST_FILE];
        Arrays.fill(largest, (byte) '#');
        for (int i = 0; i < 65; i++) {
            Files.write(folder.resolve(i + ".yaml"), largest);
        }

        assertThat(lines(read())).singleElement().asString().contains("more than 64 MiB");
    }

    @Test
    void linksOutOfTheFolderAreRefusedAndNotOpened() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret.yaml"), "secret: 1");
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("a.yaml"), secret);
        Files.createSymbolicLink(folder.resolve("b"), outside);
        Files.createSymbolicLink(folder.resolve("c.yaml"), Path.of("nowhere"));

        DefinitionSet set = read();

        assertThat(set.files()).isEmpty();
        assertThat(lines(set)).hasSize(3).allMatch(line -> line.endsWith("[symbolic-link]"));
    }

    @Test
    void linksThatStayInsideArePassedOver() throws IOException {
        Path file = write("a/one.yaml", "1");
        Files.createSymbolicLink(folder.resolve("two.yaml"), file);
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a/up"), folder);

        DefinitionSet set = read();

        assertThat(set.files()).containsExactly(new DefinitionFile("a/one.yaml", "1"));
        assertThat(set.findings()).isEmpty();
    }

    @Test
    void textThatIsNotUtf8IsFoundAtItsPlace() throws IOException {
        Files.write(folder.resolve("a.yaml"), "a: 1\nb: ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(lines(read())).singleElement().asString().startsWith("a.yaml:2:4  ");
    }

    @Test
    void aNameWithALineEndStaysOnOneLine() throws IOException {
        write("a\nb\u001b[31m.yaml", "kind: x");

        List<Finding> findings =
                DefinitionCompiler.check(read(), CompileOptions.defaults()).findings();

        assertThat(findings).first().asString().startsWith("a\\nb\\u001b[31m.yaml:1:7  ");
    }

    @Test
    void aFolderNamedLikeAFileIsAFolder() throws IOException {
        write("shop.yaml/route.yaml", "1");

        assertThat(read().files()).hasSize(1);
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> DefinitionFolder.read(folder.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileInsteadOfAFolderIsSaid() throws IOException {
        Path file = write("a.yaml", "");

        assertThatThrownBy(() -> DefinitionFolder.read(file)).isInstanceOf(NotDirectoryException.class);
    }
}
