package dev.pointsman.agent.configuration;

import java.util.Optional;

/**
 * Where the definitions come from, and how this node proves itself there.
 *
 * @param repository where the definitions are
 * @param branch the branch that is followed, for instance {@code main}
 * @param path the definitions' folder within the repository, with forward slashes; {@code .} is the whole repository
 * @param credentials for an http or https repository that asks; empty: it does not
 * @param ssh for an ssh repository, which always asks; empty for every other
 */
public record DefinitionsSource(
        RepositoryUrl repository,
        String branch,
        String path,
        Optional<Credentials> credentials,
        Optional<SshIdentity> ssh) {

    public static final String DEFAULT_BRANCH = "main";
    public static final String DEFAULT_PATH = ".";

    static final String SSH_IS_MISSING =
            "an ssh repository needs \"ssh\" with \"privateKeyFile\" and \"knownHostsFile\"";
    static final String SSH_IS_UNUSED = "\"ssh\" is for a repository of the form ssh://USER@HOST/PATH only";

    public DefinitionsSource {
        requireBranch(branch);
        requirePath(path);
        if (repository.isSsh() != ssh.isPresent()) {
            throw new IllegalArgumentException(repository.isSsh() ? SSH_IS_MISSING : SSH_IS_UNUSED);
        }
    }

    /** Refuses what no branch can be called (git-check-ref-format). */
    static void requireBranch(String branch) {
        if (!branch.matches("[A-Za-z0-9_][-A-Za-z0-9._/+]*")
                || branch.contains("..")
                || branch.contains("//")
                || branch.endsWith("/")
                || branch.endsWith(".lock")
                || branch.endsWith(".")
                || branch.contains("/.")) {
            throw new IllegalArgumentException(
                    "\"" + branch + "\" is not a branch name (git-check-ref-format), for instance \"main\"");
        }
    }

    /** Refuses a folder outside the repository. */
    static void requirePath(String path) {
        if (path.equals(".")) {
            return;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("\"" + path
                        + "\" is not a folder within the repository, for instance \".\" or \"edge/definitions\"");
            }
        }
    }
}
