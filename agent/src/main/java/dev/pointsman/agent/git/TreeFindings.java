package dev.pointsman.agent.git;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.NodeFindingCode;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;

/** What a tree from Git may hold and a folder of definitions may not, in words. */
final class TreeFindings {

    private TreeFindings() {}

    static boolean isMissingFolder(Finding finding) {
        return finding.code().equals(NodeFindingCode.MISSING_FOLDER.text());
    }

    static Finding missingFolder(String path) {
        return error(
                NodeFindingCode.MISSING_FOLDER.text(),
                path,
                "there is no folder \"" + path + "\" in this revision.",
                "Correct \"path\" in agent.yaml, or add the folder.");
    }

    static Finding submodule(String path) {
        return error(
                NodeFindingCode.SUBMODULE.text(),
                path,
                "submodules are not followed, so the definitions would be incomplete.",
                "Copy the files into this repository.");
    }

    /** A link within the tree is no harm: what it points at is read at its own place. One that leaves it is refused. */
    static Finding symbolicLink(String path, String target) {
        if (leavesTree(path, target)) {
            return error(
                    FindingCode.SYMBOLIC_LINK.text(),
                    path,
                    "the symbolic link points at \"" + target + "\", outside the definitions.",
                    "Replace it by the file itself.");
        }
        return new Finding(
                Severity.WARNING,
                FindingCode.SYMBOLIC_LINK.text(),
                Place.ofFile(path),
                "",
                "the symbolic link to \"" + target + "\" is not followed; what it points at is read at its own place.",
                "Remove it.");
    }

    static Finding unsafeName(String path) {
        return error(
                NodeFindingCode.UNSAFE_NAME.text(),
                path,
                "the name cannot be written safely to disk.",
                "Use letters, digits, '-', '_' and '.' in file names.");
    }

    static Finding largeFile(String path, long size, long largest) {
        return error(
                FindingCode.TOO_LARGE.text(),
                path,
                "the file has " + size + " bytes; at most " + largest + " are read.",
                "Split it, or remove it from the definitions.");
    }

    static Finding largeTree(String path, long largest) {
        return error(
                FindingCode.TOO_LARGE.text(),
                path,
                "with this file the definitions have more than " + largest + " bytes.",
                "Remove what is not a definition.");
    }

    static Finding lfsPointer(String path) {
        return error(
                NodeFindingCode.LFS_POINTER.text(),
                path,
                "the file is a Git LFS pointer; its content is not in the repository.",
                "Commit the file itself (git lfs untrack).");
    }

    private static boolean leavesTree(String path, String target) {
        if (target.startsWith("/")) {
            return true;
        }
        int depth = (int) path.chars().filter(c -> c == '/').count();
        for (String segment : target.split("/")) {
            depth += switch (segment) {
                case ".." -> -1;
                case ".", "" -> 0;
                default -> 1;
            };
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    private static Finding error(String code, String path, String message, String hint) {
        return new Finding(Severity.ERROR, code, Place.ofFile(path), "", message, hint);
    }
}
