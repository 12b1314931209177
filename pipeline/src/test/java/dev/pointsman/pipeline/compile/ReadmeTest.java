package dev.pointsman.pipeline.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.pointsman.pipeline.report.Sources;
import dev.pointsman.pipeline.report.TextReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The first definition that a newcomer copies from README.md. */
class ReadmeTest {

    private static final String MARK = "<!-- snippet: first definition -->\n```yaml\n";

    @TempDir
    private Path definitions;

    @Test
    void theFirstDefinitionIsAcceptedWithoutAWord() throws IOException {
        Compilation compilation = compile(firstDefinition());

        assertThat(compilation.findings()).isEmpty();
        assertThat(compilation).isInstanceOf(Compilation.Accepted.class);
    }

    @Test
    void theSlipThatTheReadmeProposesIsAnsweredAsItSays() throws IOException {
        String text = firstDefinition().replace("X-Version, value:", "X-Version, valu:");
        Sources sources = new Sources(List.of(new DefinitionFile("first.yaml", text)));

        assertThat(TextReport.render(compile(text).findings(), sources, false)
                        .lines()
                        .map(String::strip))
                .hasSize(7)
                .isSubsetOf(readme().lines().map(String::strip).toList());
    }

    private Compilation compile(String text) throws IOException {
        Files.writeString(definitions.resolve("first.yaml"), text);
        return DefinitionCompiler.compile(DefinitionFolder.read(definitions));
    }

    private static String firstDefinition() throws IOException {
        String readme = readme();
        int start = readme.indexOf(MARK) + MARK.length();
        assertThat(start).as("the mark of the snippet").isGreaterThanOrEqualTo(MARK.length());
        return readme.substring(start, readme.indexOf("```", start));
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of(System.getProperty("pointsman.project"), "README.md"));
    }
}
