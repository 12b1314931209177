package dev.pointsman.pipeline.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.vpc.VpcOverlay;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Holds {@code docs/findings} true: every code has its page, the wrong example yields that finding and nothing else, and the right one
 * none.
 *
 * <p>With {@code -Dpointsman.golden.rewrite=true} the printed outputs and the index are written anew, and the run fails once.
 */
class FindingPagesTest {

    private static final Path FOLDER = Path.of(System.getProperty("pointsman.project"), "docs/findings");
    private static final Path INDEX = FOLDER.resolve("README.md");
    private static final String INDEX_STARTS = "<!-- the index -->\n";
    private static final boolean REWRITE = Boolean.getBoolean("pointsman.golden.rewrite");

    /** What two sides have in common is told at both. */
    private static final Set<String> IN_PAIRS = Set.of("listener-conflict", "vrrp-blocked", "report-blocked");

    @TempDir
    private Path temporary;

    @Test
    void everyCodeHasItsPageAndEveryPageItsCode() throws IOException {
        assertThat(pages().stream().map(FindingPage::code))
                .containsExactlyInAnyOrderElementsOf(FindingGuide.codes())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyPageOpensWithItsCodeItsSentenceAndItsSeverity() throws IOException {
        for (FindingPage page : pages()) {
            assertThat(page.head().getFirst()).isEqualTo("# " + page.code());
            assertThat(page.head().get(2)).as(page.code()).matches("[A-Z].*\\.");
            assertThat(page.head().get(4)).as(page.code()).isEqualTo(severity(page));
            assertThat(FindingGuide.of(page.code()).summary())
                    .isEqualTo(page.head().get(2));
        }
    }

    private static String severity(FindingPage page) {
        if (page.isOfNode()) {
            return switch (page.nodeCode().orElseThrow().weight()) {
                case REFUSED -> "Error: a node refuses the revision; `check` cannot see it.";
                case FAULT -> "Error: a node finds it while it serves; it refuses nothing.";
                case REMARK -> "Warning: a node finds it while it serves; it refuses nothing.";
            };
        }
        return switch (code(page.code()).weight()) {
            case INVALID -> "Error: it refuses the definitions.";
            case UNRESOLVED -> "Error: it refuses the definitions; with `--permissive` a warning.";
            case REMARK -> "Warning: worth knowing, it refuses nothing.";
        };
    }

    @Test
    void theIndexNamesThemAll() throws IOException {
        String index = INDEX_STARTS
                + pages().stream()
                        .map(page -> "| [`" + page.code() + "`](" + page.code() + ".md) | "
                                + page.head().get(4).split("[:;]")[0] + " | "
                                + page.head().get(2) + " |\n")
                        .collect(Collectors.joining("", "| code | severity | what it says |\n|---|---|---|\n", ""));
        String text = Files.readString(INDEX);
        String actual = text.substring(text.indexOf(INDEX_STARTS));
        if (REWRITE && !actual.equals(index)) {
            Files.writeString(INDEX, text.substring(0, text.indexOf(INDEX_STARTS)) + index);
            fail("rewritten; read the difference, then run again without pointsman.golden.rewrite");
        }
        assertThat(actual).isEqualTo(index);
    }

    @Test
    void theDefinitionsThatExamplesAreLaidOverAreFaultless() throws Exception {
        assertThat(print(findings("", lay(List.of())), List.of())).isEqualTo("=> No errors.\n");
    }

    @TestFactory
    Stream<DynamicTest> examplesAreTrue() throws IOException {
        return pages().stream()
                .filter(page -> !page.isOfNode())
                .map(page -> DynamicTest.dynamicTest(page.code(), () -> {
                    wrongExampleIsFound(page);
                    rightExampleIsNot(page);
                }));
    }

    /** What only nodes say is made true by their own tests; here it has the form of all others. */
    @Test
    void examplesOfNodesShowWhatIsSaidAndTheWayOut() throws IOException {
        assertThat(pages().stream().filter(FindingPage::isOfNode)).allSatisfy(page -> {
            assertThat(page.printed()).endsWith("[" + page.code() + "]\n");
            assertThat(page.text().substring(page.text().indexOf("## Right"))).hasSizeGreaterThan(40);
        });
    }

    private void wrongExampleIsFound(FindingPage page) throws Exception {
        Path folder = lay(page.wrong());
        DefinitionSet set = DefinitionFolder.read(folder);
        List<Finding> findings = findings(page.code(), folder);
        List<Finding> own = findings.stream()
                .filter(finding -> finding.code().equals(page.code()))
                .toList();
        assertThat(own).as(findings.toString()).hasSize(IN_PAIRS.contains(page.code()) ? 2 : 1);
        if (page.code().equals(FindingCode.TOO_MANY_FINDINGS.text())) {
            findings = own;
        }
        assertThat(findings).isEqualTo(own);
        String printed = print(findings, set.files().stream().toList());
        if (REWRITE && !page.printed().equals(printed)) {
            page.rewrite(printed);
            fail("rewritten; read the difference, then run again without pointsman.golden.rewrite");
        }
        assertThat(page.printed()).isEqualTo(printed);
    }

    private void rightExampleIsNot(FindingPage page) throws Exception {
        assertThat(page.right()).isNotEmpty();
        assertThat(findings(page.code(), lay(page.right()))).isEmpty();
    }

    /** What there is to say about the folder's definitions, with the VPC that is laid over the base's. */
    private static List<Finding> findings(String code, Path folder) throws IOException {
        DefinitionSet set = DefinitionFolder.read(folder);
        Path overlay = folder.resolve("vpc.json");
        String facts = VpcOverlay.lay(
                Files.readString(FOLDER.resolve("base/vpc.json")),
                Files.exists(overlay) ? Files.readString(overlay) : "{}");
        return code.equals(FindingCode.FLEET_NOT_CHOSEN.text())
                ? DefinitionCompiler.compile(set).findings()
                : DefinitionCompiler.check(
                                set, CompileOptions.defaults(), VpcDocumentReader.parse(facts), OptionalInt.empty())
                        .findings();
    }

    private static String print(List<Finding> findings, List<dev.pointsman.pipeline.compile.DefinitionFile> files) {
        return TextReport.render(findings, new Sources(files), false);
    }

    /** The base with the example's files laid over it and its commands run in it. */
    private Path lay(List<FindingPage.Block> blocks) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(temporary, "definitions");
        try (Stream<Path> base = Files.list(FOLDER.resolve("base"))) {
            for (Path file : base.toList()) {
                if (file.toString().endsWith(".yaml")) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
        for (FindingPage.Block block : blocks) {
            switch (block.language()) {
                case "yaml", "json" -> Files.writeString(folder.resolve(block.name()), block.content());
                case "sh" -> {
                    var outcome = ProgramUnderTest.run("/bin/sh", "-ec", "cd '" + folder + "'\n" + block.content());
                    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
                }
                default -> assertThat(block.language()).isEqualTo("text");
            }
        }
        return folder;
    }

    private static List<FindingPage> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<FindingPage> pages = new java.util.ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".md") && !file.equals(INDEX))
                    .sorted()
                    .toList()) {
                pages.add(FindingPage.read(file));
            }
            return pages;
        }
    }

    private static FindingCode code(String text) {
        return Arrays.stream(FindingCode.values())
                .filter(code -> code.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
