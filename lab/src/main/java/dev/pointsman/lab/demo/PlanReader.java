package dev.pointsman.lab.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.plan.Plan;

/** Compiles a folder of definitions, so that what must happen in a lab follows from what is written in Git. */
final class PlanReader {
    private PlanReader() {}

    /**
     * The plan of the definitions in a folder.
     *
     * @throws DidNotHappen if they are refused, with all findings
     */
    static Plan read(Path folder) throws IOException, DidNotHappen {
        return switch (DefinitionCompiler.compile(DefinitionFolder.read(folder))) {
            case Compilation.Accepted accepted -> accepted.plan();
            case Compilation.Refused refused ->
                throw new DidNotHappen("the definitions in '%s' are refused:%n%s"
                        .formatted(
                                folder,
                                refused.findings().stream()
                                        .map(Finding::toString)
                                        .collect(Collectors.joining("\n"))));
        };
    }
}
