package dev.pointsman.lab.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Folder;

/**
 * A developer's checkout of the definitions, which commits and pushes with the real {@code git}.
 *
 * <p>It exists so that the lab changes definitions in the way a team does: by a commit on the server, nothing else.
 */
public final class Checkout {
    private static final String BRANCH = "main";
    // Neither the user's nor the machine's settings may change what happens here.
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_AUTHOR_NAME", "Lab",
            "GIT_AUTHOR_EMAIL", "lab@example.com",
            "GIT_COMMITTER_NAME", "Lab",
            "GIT_COMMITTER_EMAIL", "lab@example.com");

    private final List<String> prefix;
    private final Path directory;

    private Checkout(List<String> prefix, Path directory) {
        this.prefix = prefix;
        this.directory = directory;
    }

    /** Makes an empty bare repository that a {@link GitServer} lets push to. */
    public static void createRepository(Path bare) throws IOException {
        git(List.of(), null, "init", "--quiet", "--bare", "--initial-branch=" + BRANCH, bare.toString());
        git(List.of(), bare, "config", "http.receivepack", "true");
    }

    /**
     * Clones a repository.
     *
     * @param prefix a command line before {@code git}, to run it in a namespace; may be empty
     * @param url of the repository, with user and password if it asks for them
     * @param directory the checkout's, not yet there
     */
    public static Checkout clone(List<String> prefix, String url, Path directory) throws IOException {
        git(prefix, null, "clone", "--quiet", url, directory.toString());
        var checkout = new Checkout(List.copyOf(prefix), directory);
        checkout.git("symbolic-ref", "HEAD", "refs/heads/" + BRANCH);
        return checkout;
    }

    public Path directory() {
        return directory;
    }

    /** Copies a folder's files into the checkout, over those that are there. */
    public void copyFrom(Path folder) throws IOException {
        Folder.copy(folder, directory);
    }

    /**
     * Changes a file's text.
     *
     * @throws IOException if the change changes nothing: whoever asks for it expects a new revision
     */
    public void edit(String file, UnaryOperator<String> change) throws IOException {
        var path = directory.resolve(file);
        var before = Files.readString(path);
        var after = change.apply(before);
        if (after.equals(before)) {
            throw new IOException("failed to edit '%s': the change leaves it as it is".formatted(path));
        }
        Files.writeString(path, after);
    }

    /** Commits everything that changed and pushes it; returns the new revision's full id. */
    public String commitAndPush(String message) throws IOException {
        git("add", "--all");
        git("commit", "--quiet", "--message", message);
        git("push", "--quiet", "origin", "HEAD:" + BRANCH);
        return head();
    }

    /** Takes the last commit off the branch, on the server too: a force-push. Returns the revision that is left. */
    public String dropLastCommit() throws IOException {
        git("reset", "--quiet", "--hard", "HEAD~1");
        git("push", "--quiet", "--force", "origin", "HEAD:" + BRANCH);
        return head();
    }

    /** The full id of the revision that is checked out. */
    public String head() throws IOException {
        return git("rev-parse", "HEAD").strip();
    }

    private String git(String... arguments) throws IOException {
        return git(prefix, directory, arguments);
    }

    private static String git(List<String> prefix, Path directory, String... arguments) throws IOException {
        var line = new ArrayList<>(prefix);
        line.add("git");
        line.addAll(List.of(arguments));
        return Command.of(line).with(ENVIRONMENT).in(directory).run();
    }
}
