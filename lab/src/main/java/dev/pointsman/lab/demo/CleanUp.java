package dev.pointsman.lab.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.ProcessIdentity;

/** The last act: the lab goes, and nothing of it is left on the machine. */
public final class CleanUp {
    private CleanUp() {}

    /** Closes the lab and looks for what is left of it. */
    public static void play(Stage stage) throws IOException, DidNotHappen {
        var id = stage.lab().id();
        var path = stage.lab().path();
        var processes = processes(stage);
        stage.close();
        var left = new ArrayList<String>();
        Namespace.named("pm-" + id).forEach(name -> left.add("namespace " + name));
        if (Files.exists(path)) {
            left.add("directory " + path);
        }
        processes.stream().filter(ProcessIdentity::isAlive).forEach(process -> left.add("process " + process.pid()));
        DidNotHappen.unless(left.isEmpty(), "left behind: %s", left);
        stage.narrator().confirm("%d processes, all namespaces and files of lab '%s' are gone", processes.size(), id);
    }

    private static List<ProcessIdentity> processes(Stage stage) throws IOException {
        var processes = new ArrayList<ProcessIdentity>();
        for (var node : stage.lab().nodes()) {
            for (long pid : node.namespace().processes()) {
                try {
                    processes.add(ProcessIdentity.of(pid));
                } catch (IOException e) {
                    // A hook or a check that ended by itself in this moment.
                }
            }
        }
        return processes;
    }
}
