package dev.pointsman.agent.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * What JGit may know of the machine: nothing.
 *
 * <p>A {@code .gitconfig} in some home directory, {@code /etc/gitconfig} or a {@code GIT_…} variable could send fetches elsewhere or
 * start programs; and asking for the system's configuration would run the {@code git} command. So all three levels are empty.
 */
final class IsolatedSystemReader extends SystemReader.Delegate {

    private IsolatedSystemReader(SystemReader machine) {
        super(machine);
    }

    /** Makes JGit use it, for the whole process; harmless when repeated. */
    static void install() {
        SystemReader present = SystemReader.getInstance();
        if (!(present instanceof IsolatedSystemReader)) {
            SystemReader.setInstance(new IsolatedSystemReader(present));
        }
    }

    @Override
    public String getenv(String variable) {
        return variable.startsWith("GIT_") || variable.startsWith("XDG_") ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    /** A configuration without a file: JGit keeps its own measurements in it for the life of the process. */
    private static final class Empty extends FileBasedConfig {

        Empty(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
