package dev.pointsman.agent.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.SystemReader;

/**
 * Writes a revision's YAML files into a folder, as plain files.
 *
 * <p>It exists beside JGit's checkout because a tree from Git is untrusted input: it may hold links that leave it, other repositories,
 * pointers to content elsewhere, and blobs that fill the disk. None of these is ever written.
 */
final class TreeWriter {

    /** Above this a YAML file is no definition; the compiler's own bound is lower and gives the better message. */
    static final long LARGEST_FILE = 8L * 1024 * 1024;

    /** What all files together may take on disk. */
    static final long LARGEST_TREE = 64L * 1024 * 1024;

    private static final byte[] LFS_POINTER = Constants.encode("version https://git-lfs.github.com/spec/");

    private final Repository repository;
    private final RevTree tree;
    private final List<Finding> findings = new ArrayList<>();
    private long written;

    TreeWriter(Repository repository, RevTree tree) {
        this.repository = repository;
        this.tree = tree;
    }

    /** Writes what is below {@code path} in the tree into {@code folder}, which is replaced as a whole. */
    CheckedOut write(String path, Path folder) throws IOException {
        Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
        FolderRemoval.remove(fresh);
        Files.createDirectories(fresh);
        ObjectId root = rootAt(path);
        if (root == null) {
            findings.add(TreeFindings.missingFolder(path));
        } else {
            writeTree(root, fresh);
        }
        FolderRemoval.remove(folder);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        return new CheckedOut(folder, findings);
    }

    private ObjectId rootAt(String path) throws IOException {
        if (path.equals(".")) {
            return tree;
        }
        try (TreeWalk walk = TreeWalk.forPath(repository, path, tree)) {
            return walk != null && walk.getFileMode(0).equals(FileMode.TREE) ? walk.getObjectId(0) : null;
        }
    }

    private void writeTree(ObjectId root, Path folder) throws IOException {
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(root);
            while (walk.next()) {
                String path = walk.getPathString();
                FileMode mode = walk.getFileMode(0);
                if (walk.getNameString().startsWith(".")) {
                    // Hidden files and folders are no definitions, whatever they are.
                    continue;
                }
                if (isUnsafe(path)) {
                    findings.add(TreeFindings.unsafeName(path));
                } else if (mode.equals(FileMode.TREE)) {
                    walk.enterSubtree();
                } else if (mode.equals(FileMode.GITLINK)) {
                    findings.add(TreeFindings.submodule(path));
                } else if (mode.equals(FileMode.SYMLINK)) {
                    findings.add(TreeFindings.symbolicLink(path, target(walk)));
                } else if (isYaml(path)) {
                    writeFile(walk, path, folder);
                }
            }
        }
    }

    private void writeFile(TreeWalk walk, String path, Path folder) throws IOException {
        ObjectLoader blob = walk.getObjectReader().open(walk.getObjectId(0), Constants.OBJ_BLOB);
        if (blob.getSize() > LARGEST_FILE) {
            findings.add(TreeFindings.largeFile(path, blob.getSize(), LARGEST_FILE));
            return;
        }
        written += blob.getSize();
        if (written > LARGEST_TREE) {
            findings.add(TreeFindings.largeTree(path, LARGEST_TREE));
            return;
        }
        byte[] content = blob.getBytes();
        if (startsWith(content, LFS_POINTER)) {
            findings.add(TreeFindings.lfsPointer(path));
            return;
        }
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (InvalidPathException e) {
            findings.add(TreeFindings.unsafeName(path));
        }
    }

    private static String target(TreeWalk walk) throws IOException {
        ObjectLoader blob = walk.getObjectReader().open(walk.getObjectId(0), Constants.OBJ_BLOB);
        return blob.getSize() > 4096 ? "/" : new String(blob.getBytes(), StandardCharsets.UTF_8);
    }

    /** Names that would leave the folder or mean something to Git, as Git itself refuses them. */
    private static boolean isUnsafe(String path) {
        try {
            SystemReader.getInstance().checkPath(path);
            return path.chars().anyMatch(c -> c < 0x20 || c == '\\');
        } catch (CorruptObjectException e) {
            return true;
        }
    }

    private static boolean isYaml(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml");
    }

    private static boolean startsWith(byte[] content, byte[] prefix) {
        return content.length >= prefix.length && Arrays.equals(content, 0, prefix.length, prefix, 0, prefix.length);
    }
}
