package dev.pointsman.agent.revision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.pointsman.agent.git.CheckedOut;
import dev.pointsman.agent.git.DefinitionsRepository;
import dev.pointsman.agent.git.FetchFailure;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Severity;

/**
 * Checks the revision out and judges it.
 *
 * <p>A revision with any error is refused as a whole ({@link StepFailure.Next#GIVE_UP}), with every finding; a clone that cannot be read
 * is {@link StepFailure.Next#RETRY}.
 */
public final class CompileStep implements RevisionStep {

    private final DefinitionsRepository repository;
    private final String path;
    private final Path tree;
    private final Pipeline pipeline;

    /**
     * @param path the definitions' folder within the repository
     * @param tree where to check out to; replaced each time
     */
    public CompileStep(DefinitionsRepository repository, String path, Path tree, Pipeline pipeline) {
        this.repository = repository;
        this.path = path;
        this.tree = tree;
        this.pipeline = pipeline;
    }

    @Override
    public Phase phase() {
        return Phase.COMPILE;
    }

    @Override
    public Attempt take(Attempt attempt) throws StepFailure {
        String revision = attempt.fetched().revision();
        try {
            CheckedOut checkedOut = repository.checkOut(revision, path, tree);
            DefinitionSet definitions = read(checkedOut);
            return switch (pipeline.compile(definitions)) {
                case Compilation.Accepted accepted ->
                    attempt.withPlan(definitions.files(), accepted.plan(), accepted.findings());
                case Compilation.Refused refused ->
                    throw StepFailure.refused(
                            "revision \"" + revision + "\" is refused: " + summary(refused.findings()),
                            refused.findings());
            };
        } catch (FetchFailure | IOException e) {
            throw StepFailure.broken("failed to read revision \"" + revision + "\": " + e.getMessage(), e);
        }
    }

    /** The files of a checked-out revision; what its tree must not hold counts like what the files must not say. */
    public static DefinitionSet read(CheckedOut checkedOut) throws IOException {
        DefinitionSet read = DefinitionFolder.read(checkedOut.folder());
        return new DefinitionSet(
                read.files(),
                Stream.concat(checkedOut.findings().stream(), read.findings().stream())
                        .toList());
    }

    private static String summary(List<Finding> findings) {
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        return errors.getFirst() + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)");
    }
}
