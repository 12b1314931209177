package dev.pointsman.agent.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.pointsman.agent.configuration.DefinitionsSource;
import dev.pointsman.agent.configuration.RepositoryUrl;
import dev.pointsman.agent.signature.SignatureCheck;
import dev.pointsman.agent.signature.SignatureVerdict;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.jboss.logging.Logger;

/**
 * The definitions repository, followed on one branch through a local clone.
 *
 * <p>It gives the head of the branch as the server has it, also after a force-push, and writes a revision's definitions as plain files.
 * A local clone that cannot be read any more is thrown away and cloned anew. Not for use by two threads at once.
 */
public final class DefinitionsRepository {

    private static final Logger LOG = Logger.getLogger(DefinitionsRepository.class);

    private final RepositoryUrl url;
    private final String branch;
    private final Transports transports;
    private final LocalClone clone;
    private final FetchBounds bounds;
    private final FetchDiagnosis diagnosis;
    private boolean locksReleased;

    /**
     * @param source where to fetch from, and how
     * @param folder of the local clone; made when missing, its content belongs to this object
     * @param bounds how much patience a fetch has
     */
    public DefinitionsRepository(DefinitionsSource source, Path folder, FetchBounds bounds) {
        IsolatedSystemReader.install();
        this.url = source.repository();
        this.branch = source.branch();
        this.transports = new Transports(source);
        this.clone = new LocalClone(folder);
        this.bounds = bounds;
        this.diagnosis = new FetchDiagnosis(source);
    }

    /** Asks the server for the branch's head and gets what is new. What was fetched before stays when this fails. */
    public Fetched fetch() throws FetchFailure {
        return healing(this::fetchOnce);
    }

    /**
     * Writes the definitions of a fetched revision into a folder, which is replaced as a whole.
     *
     * @param path the definitions' folder within the repository; {@code .} is the whole repository
     */
    public CheckedOut checkOut(String revision, String path, Path folder) throws FetchFailure {
        return healing(opened -> {
            try (RevWalk commits = new RevWalk(opened.repository())) {
                RevCommit commit = commits.parseCommit(ObjectId.fromString(revision));
                return new TreeWriter(opened.repository(), commit.getTree()).write(path, folder);
            }
        });
    }

    /** What the signature of a fetched revision is worth. Throws IOException when the check itself cannot be made. */
    public SignatureVerdict verify(String revision, SignatureCheck check) throws FetchFailure, IOException {
        Checked checked = healing(opened -> {
            try (RevWalk commits = new RevWalk(opened.repository())) {
                RevCommit commit = commits.parseCommit(ObjectId.fromString(revision));
                commits.parseBody(commit);
                return Checked.of(check, opened.repository(), commit);
            }
        });
        return switch (checked) {
            case Checked.Made(SignatureVerdict verdict) -> verdict;
            case Checked.Hindered(IOException trouble) -> throw trouble;
        };
    }

    /** What came of a check. Its own trouble is none of the clone's, which must not be thrown away for it. */
    private sealed interface Checked {
        record Made(SignatureVerdict verdict) implements Checked {}

        record Hindered(IOException trouble) implements Checked {}

        static Checked of(SignatureCheck check, Repository repository, RevCommit commit) {
            try {
                return new Made(check.of(repository, commit));
            } catch (IOException trouble) {
                return new Hindered(trouble);
            }
        }
    }

    /** Whether a fetched revision is {@code ancestor} or has it in its history; not, when the clone does not know that one. */
    public boolean descends(String revision, String ancestor) throws FetchFailure {
        return healing(opened -> {
            try (RevWalk commits = new RevWalk(opened.repository())) {
                return commits.isMergedInto(
                        commits.parseCommit(ObjectId.fromString(ancestor)),
                        commits.parseCommit(ObjectId.fromString(revision)));
            } catch (MissingObjectException unknown) {
                return false;
            }
        });
    }

    private interface Operation<T> {
        T on(LocalClone.Opened opened) throws IOException, GitAPIException, FetchFailure;
    }

    /** Runs an operation; when it fails and the clone turns out to be damaged, clones anew and runs it once more. */
    private <T> T healing(Operation<T> operation) throws FetchFailure {
        try {
            return run(operation);
        } catch (FetchFailure failure) {
            if (!clone.exists() || clone.isSound(trackingRef())) {
                throw failure;
            }
            LOG.warnf("the local clone \"%s\" is damaged; cloning anew from \"%s\"", clone.folder(), url);
            throwAway();
            if (failure.kind() == FetchFailure.Kind.LOCAL) {
                run(this::fetchOnce);
            }
            return run(operation);
        }
    }

    private <T> T run(Operation<T> operation) throws FetchFailure {
        try {
            if (!locksReleased) {
                clone.releaseLocks();
                locksReleased = true;
            }
            LocalClone.Opened opened = clone.openFor(url.text());
            try (Repository repository = opened.repository()) {
                return operation.on(opened);
            }
        } catch (GitAPIException e) {
            throw diagnosis.of(e, false);
        } catch (IOException | RuntimeException e) {
            throw local("failed to read or write the local clone \"" + clone.folder() + "\"", e);
        }
    }

    private Fetched fetchOnce(LocalClone.Opened opened) throws IOException, GitAPIException, FetchFailure {
        Repository repository = opened.repository();
        FetchResult result = fetchInto(repository);
        String rewrittenFrom = "";
        for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
            rewrittenFrom = switch (update.getResult()) {
                case FORCED -> update.getOldObjectId().name();
                case NEW, FAST_FORWARD, NO_CHANGE -> "";
                default ->
                    throw local(
                            "failed to update \"" + update.getLocalName() + "\" in \"" + clone.folder() + "\"",
                            refused(update));
            };
        }
        ObjectId head = repository.resolve(trackingRef());
        try (RevWalk commits = new RevWalk(repository)) {
            RevCommit commit = commits.parseCommit(head);
            return new Fetched(
                    commit.name(),
                    commit.getShortMessage(),
                    commit.getCommitterIdent().getWhenAsInstant(),
                    rewrittenFrom,
                    opened.createdNow());
        }
    }

    private FetchResult fetchInto(Repository repository) throws FetchFailure, GitAPIException {
        Deadline deadline = new Deadline(bounds.whole());
        // Without try: closing would close the repository, which is the caller's.
        @SuppressWarnings("resource")
        Git git = new Git(repository);
        try {
            return git.fetch()
                    .setRemote(url.text())
                    .setRefSpecs(new RefSpec("+refs/heads/" + branch + ":" + trackingRef()))
                    .setTagOpt(TagOpt.NO_TAGS)
                    .setCheckFetchedObjects(true)
                    .setTimeout((int) bounds.silence().toSeconds())
                    .setProgressMonitor(deadline)
                    .setCredentialsProvider(transports.credentials())
                    .setTransportConfigCallback(transports)
                    .call();
        } catch (GitAPIException e) {
            List<String> branches = branchesOrNone();
            if (branches != null && branches.isEmpty()) {
                throw diagnosis.emptyRepository();
            }
            if (branches != null && !branches.contains(branch)) {
                throw diagnosis.missingBranch(branches);
            }
            throw diagnosis.of(e, deadline.isCancelled());
        }
    }

    /** The repository's branches, or null when it does not tell. */
    private List<String> branchesOrNone() throws FetchFailure {
        try {
            return Git.lsRemoteRepository()
                    .setRemote(url.text())
                    .setHeads(true)
                    .setTimeout((int) bounds.silence().toSeconds())
                    .setCredentialsProvider(transports.credentials())
                    .setTransportConfigCallback(transports)
                    .call()
                    .stream()
                    .map(ref -> Repository.shortenRefName(ref.getName()))
                    .sorted()
                    .toList();
        } catch (GitAPIException e) {
            return null;
        }
    }

    private void throwAway() throws FetchFailure {
        try {
            clone.wipe();
        } catch (IOException e) {
            throw local("failed to remove the damaged clone \"" + clone.folder() + "\"", e);
        }
    }

    private String trackingRef() {
        return "refs/remotes/origin/" + branch;
    }

    private static IOException refused(TrackingRefUpdate update) {
        RefUpdate.Result result = update.getResult();
        return new IOException("JGit says " + result);
    }

    private static FetchFailure local(String what, Exception cause) {
        return new FetchFailure(FetchFailure.Kind.LOCAL, what + ": " + cause, cause);
    }
}
