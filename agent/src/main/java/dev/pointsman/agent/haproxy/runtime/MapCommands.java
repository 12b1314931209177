package dev.pointsman.agent.haproxy.runtime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.pipeline.change.RuntimeEdit;

/**
 * Replaces maps, each from one moment to the next.
 *
 * <p>Source: HAProxy management guide, section 9.3, "prepare map", "add map", "commit map", "show map".
 */
final class MapCommands {

    /** A command and its payload must fit into one of HAProxy's buffers, of 16 kB by default ({@code tune.bufsize}). */
    private static final int LONGEST_PAYLOAD = 8_000;

    private final WorkerSocket worker;

    MapCommands(WorkerSocket worker) {
        this.worker = worker;
    }

    void replace(RuntimeEdit.ReplaceMap edit) throws IOException {
        String file = edit.file();
        String version = "@" + Answer.of(worker, "prepare map " + file, "New version created:");
        for (String entries : inPieces(edit.content())) {
            // An empty line ends the payload; the socket adds the last line's end.
            Answer.none(worker, "add map " + version + " " + file + " <<\n" + entries);
        }
        Answer.none(worker, "commit map " + version + " " + file);
    }

    /** A map's entries as its file would have them, sorted. */
    List<String> entries(String file) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String line : worker.ask("show map " + file)) {
            // An identifier comes first.
            entries.add(line.substring(line.indexOf(' ') + 1));
        }
        entries.sort(String::compareTo);
        return entries;
    }

    private static List<String> inPieces(String content) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String line : content.lines().toList()) {
            if (piece.length() + line.length() > LONGEST_PAYLOAD) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(line).append('\n');
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }
}
