package dev.pointsman.agent.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.finding.Finding;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A folder in somebody's checkout, and what it held in another revision.
 *
 * <p>It reads objects only: neither the work tree nor the index is looked at, let alone changed.
 */
public final class WorkTree {

    private final Path folder;

    /** Any folder of a checkout. */
    public WorkTree(Path folder) {
        this.folder = folder;
    }

    /**
     * The definitions that this folder held; empty when that revision had no such folder.
     *
     * @param revision a branch, a tag, a commit, or what Git makes of one ({@code origin/main}, {@code HEAD~1})
     * @throws IOException with a message for people, when there is no repository or no such revision
     */
    public Optional<DefinitionSet> definitionsAt(String revision) throws IOException {
        IsolatedSystemReader.install();
        Path place = folder.toRealPath();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(place.toFile());
        if (builder.getGitDir() == null) {
            throw new IOException(
                    "\"" + folder + "\" is in no Git repository, so there is no revision to compare with");
        }
        try (Repository repository = builder.setMustExist(true).build();
                RevWalk commits = new RevWalk(repository);
                TemporaryFolder temporary = TemporaryFolder.make()) {
            RevCommit commit = commits.parseCommit(resolve(repository, revision));
            String path = repository
                    .getWorkTree()
                    .toPath()
                    .toRealPath()
                    .relativize(place)
                    .toString();
            CheckedOut tree = new TreeWriter(repository, commit.getTree())
                    .write(path.isEmpty() ? "." : path, temporary.path().resolve("definitions"));
            if (tree.findings().stream().anyMatch(TreeFindings::isMissingFolder)) {
                return Optional.empty();
            }
            DefinitionSet read = DefinitionFolder.read(tree.folder());
            List<Finding> findings = Stream.concat(tree.findings().stream(), read.findings().stream())
                    .toList();
            return Optional.of(new DefinitionSet(read.files(), findings));
        }
    }

    private ObjectId resolve(Repository repository, String revision) throws IOException {
        ObjectId found;
        try {
            found = repository.resolve(revision + "^{commit}");
        } catch (AmbiguousObjectException several) {
            throw new IOException("\"" + revision + "\" may mean several revisions; write more of it", several);
        } catch (RevisionSyntaxException malformed) {
            throw new IOException("\"" + revision + "\" is no revision as Git writes one", malformed);
        }
        if (found == null) {
            throw new IOException(
                    "there is no revision \"" + revision + "\" in this clone; name a branch, tag or commit, or"
                            + " fetch it first (a shallow clone has few)");
        }
        return found;
    }
}
