package dev.pointsman.pipeline.report;

import java.nio.file.Path;

import dev.pointsman.pipeline.finding.Findings;

/**
 * Names the files of findings as the repository does, which is what code hosts show findings at.
 *
 * <p>It exists because findings name files below the definitions' folder, and that folder is rarely the repository's root.
 *
 * @param prefix the folder below the repository's root, with forward slashes and a closing one; empty for the root itself
 */
public record RepositoryPaths(String prefix) {

    /**
     * Paths from the repository's root.
     *
     * @param root where the repository is checked out; the working directory of a job
     * @param folder the definitions' folder
     */
    public static RepositoryPaths below(Path root, Path folder) {
        Path from = root.toAbsolutePath().normalize();
        Path to = from.resolve(folder).normalize();
        String prefix = to.startsWith(from) ? from.relativize(to).toString() : to.toString();
        return new RepositoryPaths(prefix.isEmpty() ? "" : prefix + "/");
    }

    /** The file of a finding; of one about no file in particular, the definitions' folder. */
    String of(String file) {
        if (!file.equals(Findings.REPOSITORY.place().file())) {
            return prefix + file;
        }
        return prefix.isEmpty() ? file : prefix.substring(0, prefix.length() - 1);
    }
}
