package dev.pointsman.pipeline.compile;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The definitions that the repository shows to newcomers, and that the lab and the demo run on. */
class ExampleDefinitionsTest {

    @Test
    void theExampleIsAcceptedWithoutAWord() throws IOException {
        Path folder = Path.of(System.getProperty("pointsman.project"), "lb-definitions");

        Compilation compilation = DefinitionCompiler.compile(DefinitionFolder.read(folder));

        assertThat(compilation.findings()).isEmpty();
        assertThat(compilation).isInstanceOf(Compilation.Accepted.class);
    }
}
