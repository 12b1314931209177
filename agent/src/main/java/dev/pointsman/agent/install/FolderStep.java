package dev.pointsman.agent.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes the folders that HAProxy, keepalived and the agent put their sockets and pid files into. */
final class FolderStep implements InstallStep {

    @Override
    public String purpose() {
        return "make the node's folders";
    }

    @Override
    public void take(Installation installation, InstallReport report) throws IOException {
        for (Path folder : List.of(
                installation.layout().runtime(),
                installation.layout().generations(),
                installation.layout().definitions())) {
            if (Files.isDirectory(folder)) {
                report.unchanged(folder.toString());
            } else {
                Folders.make(folder);
                report.changed(folder + " made");
            }
        }
    }
}
