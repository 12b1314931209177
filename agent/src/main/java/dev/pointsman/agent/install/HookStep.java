package dev.pointsman.agent.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Checks that keepalived will run the program as its hook.
 *
 * <p>keepalived drops a hook in silence when the file, or any folder on the way to it, could be changed by somebody else than root; the
 * node then becomes MASTER and moves no route.
 */
final class HookStep implements InstallStep {

    /** Of a directory: only who owns an entry may replace it (inode(7)), which is enough for keepalived. */
    private static final int STICKY = 0_1000;

    @Override
    public String purpose() {
        return "check that keepalived runs its hook";
    }

    @Override
    public void take(Installation installation, InstallReport report) throws IOException {
        Path hook = installation.layout().binary();
        int before = report.problems();
        if (!Files.isExecutable(hook)) {
            report.problem("keepalived will not run \"" + hook + "\": it is not an executable file");
        }
        for (Path part = hook.toRealPath(); part != null; part = part.getParent()) {
            examine(part, report);
        }
        if (report.problems() == before) {
            report.found("only root can change " + hook + " and the folders above it");
        }
    }

    private static void examine(Path part, InstallReport report) throws IOException {
        int owner = (int) Files.getAttribute(part, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        int group = (int) Files.getAttribute(part, "unix:gid", LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(part);
        boolean isSticky = Files.isDirectory(part)
                && ((int) Files.getAttribute(part, "unix:mode", LinkOption.NOFOLLOW_LINKS) & STICKY) != 0;
        String consequence = "keepalived will drop its hook without a word: \"" + part + "\" ";
        if (owner != 0) {
            report.problem(
                    consequence + "belongs to user id " + owner + ", not to root; run \"chown root " + part + "\"");
        }
        if (isSticky) {
            return;
        }
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            report.problem(consequence + "can be written by everybody; run \"chmod o-w " + part
                    + "\", or choose another --root");
        }
        if (permissions.contains(PosixFilePermission.GROUP_WRITE) && group != 0) {
            report.problem(consequence + "can be written by group id " + group + "; run \"chmod g-w " + part + "\"");
        }
    }
}
