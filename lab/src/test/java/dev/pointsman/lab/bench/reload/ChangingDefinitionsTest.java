package dev.pointsman.lab.bench.reload;

import java.nio.file.Path;
import java.util.List;

import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.change.Capabilities;
import dev.pointsman.pipeline.change.Change;
import dev.pointsman.pipeline.change.ChangeDecision;
import dev.pointsman.pipeline.change.ProxyFiles;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The benchmark measures what it says only if each of its revisions changes what it says. */
class ChangingDefinitionsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 7, 9, 15, 17, 99})
    void anOddRevisionChangesOneEndpointAndNothingElse(int revision) {
        assertThat(ChangingDefinitions.changesTheConfiguration(revision)).isFalse();
        assertThat(change(revision))
                .isInstanceOfSatisfying(
                        Change.AtRunTime.class,
                        change -> assertThat(change.edits()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 8, 100})
    void anEvenRevisionAsksForAReload(int revision) {
        assertThat(ChangingDefinitions.changesTheConfiguration(revision)).isTrue();
        assertThat(change(revision))
                .isInstanceOfSatisfying(
                        Change.Reload.class,
                        change -> assertThat(change.reasons()).asString().contains("canary-" + revision / 2));
    }

    private static Change change(int revision) {
        return ChangeDecision.between(files(revision - 1), files(revision), Capabilities.ALL);
    }

    private static ProxyFiles files(int revision) {
        Compilation compilation = DefinitionCompiler.compile(
                new DefinitionSet(List.of(new DefinitionFile("all.yaml", ChangingDefinitions.at(revision))), List.of()),
                CompileOptions.defaults());
        assertThat(compilation).isInstanceOf(Compilation.Accepted.class);
        return ProxyFiles.of(BundleRenderer.render(
                        ((Compilation.Accepted) compilation).plan(),
                        "revision-" + revision,
                        ChangingDefinitions.NODE,
                        new NodeLayout(Path.of("/srv/node")),
                        "lo")
                .files());
    }
}
