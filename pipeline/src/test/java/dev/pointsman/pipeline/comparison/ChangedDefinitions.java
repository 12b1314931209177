package dev.pointsman.pipeline.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.plan.Plan;

import static org.assertj.core.api.Assertions.assertThat;

/** Definitions of two nodes and three applications, and what people make of them. */
final class ChangedDefinitions {

    private ChangedDefinitions() {}

    private static final Path EXAMPLE =
            Path.of(System.getProperty("pointsman.project"), "pipeline/src/test/resources/comparison");

    static Plan plan(UnaryOperator<String> change) throws IOException {
        List<DefinitionFile> files = DefinitionFolder.read(EXAMPLE).files().stream()
                .map(file -> new DefinitionFile(file.path(), change.apply(file.text())))
                .toList();
        Compilation compilation = DefinitionCompiler.compile(new DefinitionSet(files, List.of()));
        assertThat(compilation).as("%s", compilation.findings()).isInstanceOf(Compilation.Accepted.class);
        return ((Compilation.Accepted) compilation).plan();
    }

    static Comparison change(UnaryOperator<String> change) throws IOException {
        return PlanComparison.of(Optional.of(plan(UnaryOperator.identity())), plan(change));
    }
}
