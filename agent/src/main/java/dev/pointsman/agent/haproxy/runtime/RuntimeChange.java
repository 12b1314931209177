package dev.pointsman.agent.haproxy.runtime;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.pointsman.agent.haproxy.WorkerIdentity;
import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.pipeline.change.Capabilities;
import dev.pointsman.pipeline.change.Change;
import dev.pointsman.pipeline.change.ProxyFiles;
import dev.pointsman.pipeline.change.ProxySection;
import dev.pointsman.pipeline.change.ProxyServer;
import dev.pointsman.pipeline.change.RuntimeEdit;

/**
 * Changes a worker by commands.
 *
 * <p>The worker is marked as unfinished before the first command and named after what it serves after the last, when it has been asked
 * back: what it answers then is compared with the files, not with the commands. So an agent that is killed in between, or a command that
 * does something else than it says, ends in a reload and never in a worker that pretends.
 */
public final class RuntimeChange {

    private final WorkerSocket worker;
    private final ServerCommands servers;
    private final MapCommands maps;

    public RuntimeChange(WorkerSocket worker) {
        this.worker = worker;
        this.servers = new ServerCommands(worker);
        this.maps = new MapCommands(worker);
    }

    /** What the worker can be told. Throws IOException when none answers. */
    public Capabilities capabilities() throws IOException {
        return Capabilities.of(worker.ask("experimental-mode on; help"));
    }

    /**
     * Carries a change out.
     *
     * @param now what the worker serves
     * @param change what to do
     * @param wanted the files whose content it shall serve
     * @param then what it serves afterwards
     * @throws IOException when it did not come out; the worker is marked as unfinished, or was not touched at all
     */
    public void make(WorkerIdentity now, Change.AtRunTime change, ProxyFiles wanted, WorkerIdentity then)
            throws IOException {
        worker.name(now.unfinished());
        Set<String> backends = new TreeSet<>();
        Set<String> files = new TreeSet<>();
        Map<String, Set<String>> there = new HashMap<>();
        for (RuntimeEdit edit : change.edits()) {
            switch (edit) {
                case RuntimeEdit.AddServer add -> {
                    servers.add(
                            add,
                            names(add.backend(), there).contains(add.server().name()));
                    backends.add(add.backend());
                }
                case RuntimeEdit.RemoveServer remove -> {
                    servers.retire(remove);
                    backends.add(remove.backend());
                }
                case RuntimeEdit.ReplaceMap map -> {
                    maps.replace(map);
                    files.add(map.file());
                }
            }
        }
        verify(wanted, backends, files);
        worker.name(then);
    }

    /** The servers that a backend had before the change; asked once, for a change may add hundreds. */
    private Set<String> names(String backend, Map<String, Set<String>> there) throws IOException {
        Set<String> names = there.get(backend);
        if (names == null) {
            names = Set.copyOf(RunningServers.of(worker, backend).of(backend).keySet());
            there.put(backend, names);
        }
        return names;
    }

    private void verify(ProxyFiles wanted, Set<String> backends, Set<String> files) throws IOException {
        for (String backend : backends) {
            ProxySection section = wanted.sections().get("backend " + backend);
            RunningServers running = RunningServers.of(worker, backend);
            for (ProxyServer server : section.servers().values()) {
                RunningServers.State state = running.of(backend).get(server.name());
                if (state == null || state.isInMaintenance() || !server.isAt(state.address())) {
                    throw new IOException("server \"" + server.name() + "\" of \"" + backend + "\" should be "
                            + server.address() + " and is " + state);
                }
            }
            requireRetired(section, running.of(backend));
        }
        for (String file : files) {
            List<String> has = maps.entries(file);
            List<String> shall = wanted.maps().get(file).lines().sorted().toList();
            if (!has.equals(shall)) {
                throw new IOException("map \"" + file + "\" has " + has.size() + " entries that are not the "
                        + shall.size() + " wanted ones");
            }
        }
    }

    private static void requireRetired(ProxySection section, Map<String, RunningServers.State> running)
            throws IOException {
        for (Map.Entry<String, RunningServers.State> server : running.entrySet()) {
            if (!section.servers().containsKey(server.getKey())
                    && !server.getValue().isInMaintenance()) {
                throw new IOException(
                        "server \"" + server.getKey() + "\" of \"" + section.name() + "\" still takes requests");
            }
        }
    }
}
