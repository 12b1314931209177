package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the master says about itself and its workers ({@code show proc}).
 *
 * <p>Source: HAProxy 2.6 management guide, section 9.4.1, "show proc".
 *
 * @param reloads how often the master was told to reload, since it started
 * @param failed how many of these reloads failed since the last one that succeeded
 * @param workers pids of the workers that serve now
 * @param oldWorkers pids of the workers that finish what they have begun
 */
record MasterProcesses(int reloads, int failed, List<Long> workers, List<Long> oldWorkers) {

    private static final Pattern MASTER = Pattern.compile("\\d+\\s+master\\s+(\\d+)(?:\\s+\\[failed: (\\d+)])?\\s.*");
    private static final Pattern WORKER = Pattern.compile("(\\d+)\\s+worker\\s.*");

    MasterProcesses {
        workers = List.copyOf(workers);
        oldWorkers = List.copyOf(oldWorkers);
    }

    static MasterProcesses parse(List<String> lines) throws IOException {
        int reloads = -1;
        int failed = 0;
        boolean isOld = false;
        List<Long> workers = new ArrayList<>();
        List<Long> oldWorkers = new ArrayList<>();
        for (String line : lines) {
            Matcher master = MASTER.matcher(line);
            Matcher worker = WORKER.matcher(line);
            if (line.startsWith("# old workers")) {
                isOld = true;
            } else if (line.startsWith("# programs")) {
                break;
            } else if (master.matches()) {
                reloads = Integer.parseInt(master.group(1));
                failed = master.group(2) == null ? 0 : Integer.parseInt(master.group(2));
            } else if (worker.matches()) {
                (isOld ? oldWorkers : workers).add(Long.parseLong(worker.group(1)));
            }
        }
        if (reloads < 0) {
            throw new IOException("HAProxy's master names no master process in \"" + String.join("|", lines) + "\"");
        }
        return new MasterProcesses(reloads, failed, workers, oldWorkers);
    }
}
