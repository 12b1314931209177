package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether keepalived would run a program as its hook.
 *
 * <p>keepalived drops a hook in silence when the file, or any folder on the way to it, could be changed by somebody else than root; the
 * node then becomes MASTER and moves no route. A group may write only when it is root's; in a sticky folder others may write (keepalived
 * 2.2.7, found by experiment).
 *
 * @param hook the program
 */
public record HookFile(Path hook) implements Examination {

    private static final int STICKY = 01000;

    @Override
    public String subject() {
        return "the hook \"" + hook + "\", its owner and permissions";
    }

    @Override
    public List<Ailment> examine() {
        if (!Files.exists(hook)) {
            return List.of(new Ailment(
                    hook.toString(), "is not there, so keepalived has no hook", "run \"pointsman install\""));
        }
        List<Ailment> ailments = new ArrayList<>();
        if (!Files.isExecutable(hook)) {
            ailments.add(new Ailment(
                    hook.toString(),
                    "is not executable, so keepalived drops its hook",
                    "run \"pointsman install\", then restart keepalived"));
        }
        try {
            for (Path part = hook.toRealPath(); part != null; part = part.getParent()) {
                examine(part, ailments);
            }
        } catch (IOException unreadable) {
            ailments.add(new Ailment(
                    hook.toString(), "cannot be looked at: " + unreadable.getMessage(), "call this as root"));
        }
        return ailments;
    }

    private static void examine(Path part, List<Ailment> ailments) throws IOException {
        int owner = (int) Files.getAttribute(part, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        int group = (int) Files.getAttribute(part, "unix:gid", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) Files.getAttribute(part, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(part);
        String consequence = ", so keepalived will drop its hook without a word";
        String restart = ", then restart keepalived";
        if (owner != 0) {
            ailments.add(new Ailment(
                    part.toString(),
                    "belongs to user id " + owner + ", not to root" + consequence,
                    "run \"chown root " + part + "\"" + restart));
        }
        if ((mode & STICKY) != 0) {
            return;
        }
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            ailments.add(new Ailment(
                    part.toString(),
                    "can be written by everybody" + consequence,
                    "run \"chmod o-w " + part + "\"" + restart));
        }
        if (permissions.contains(PosixFilePermission.GROUP_WRITE) && group != 0) {
            ailments.add(new Ailment(
                    part.toString(),
                    "can be written by group id " + group + consequence,
                    "run \"chmod g-w " + part + "\"" + restart));
        }
    }
}
