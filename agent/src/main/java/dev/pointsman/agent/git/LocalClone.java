package dev.pointsman.agent.git;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The bare clone on disk: opened, made, examined, thrown away.
 *
 * <p>It is a cache of the remote repository and nothing more, so whatever is wrong with it is healed by cloning anew.
 *
 * @param folder the bare repository's folder
 */
record LocalClone(Path folder) {

    private static final String REMOTE = "remote";
    private static final String ORIGIN = "origin";

    /** Opens it, or makes an empty one when there is none or it is a clone of another repository. */
    Opened openFor(String url) throws IOException {
        if (exists()) {
            try {
                Repository repository = open();
                if (url.equals(repository.getConfig().getString(REMOTE, ORIGIN, "url"))) {
                    return new Opened(repository, false);
                }
                repository.close();
            } catch (IOException | RuntimeException unreadable) {
                // A damaged configuration or HEAD: there is nothing in it that the remote does not have.
            }
            wipe();
        }
        return new Opened(create(url), true);
    }

    /** The repository, and whether it was just made. */
    record Opened(Repository repository, boolean createdNow) {}

    boolean exists() {
        return Files.exists(folder);
    }

    private Repository open() throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(folder.toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    private Repository create(String url) throws IOException {
        Files.createDirectories(folder);
        Repository repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
        repository.create(true);
        StoredConfig config = repository.getConfig();
        config.setString(REMOTE, ORIGIN, "url", url);
        // JGit packs in the background by default; a clone that is used for a moment and closed must not be written
        // afterwards.
        config.setBoolean("gc", null, "autoDetach", false);
        config.save();
        return repository;
    }

    /** Removes locks that a killed process left behind; only one process works on a clone at a time. */
    void releaseLocks() throws IOException {
        if (!exists()) {
            return;
        }
        List<Path> locks;
        try (Stream<Path> files = Files.walk(folder)) {
            locks = files.filter(file -> file.getFileName().toString().endsWith(".lock"))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path lock : locks) {
            Files.deleteIfExists(lock);
        }
    }

    /** Whether it can be opened and every object of the revision that {@code ref} names can be read in full. */
    boolean isSound(String ref) {
        try (Repository repository = open()) {
            repository.getConfig().load();
            ObjectId head = repository.resolve(ref);
            return head == null ? !Files.exists(folder.resolve(ref)) : isReadable(repository, head);
        } catch (IOException | ConfigInvalidException | RuntimeException damaged) {
            return false;
        }
    }

    private static boolean isReadable(Repository repository, ObjectId head) throws IOException {
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(commits.parseCommit(head).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                if (tree.getFileMode(0).getObjectType() == Constants.OBJ_BLOB
                        && !tree.getFileMode(0).equals(FileMode.GITLINK)) {
                    tree.getObjectReader().open(tree.getObjectId(0)).copyTo(OutputStream.nullOutputStream());
                }
            }
            return true;
        }
    }

    void wipe() throws IOException {
        FolderRemoval.remove(folder);
    }
}
