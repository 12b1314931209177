package dev.pointsman.lab.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One benchmark: it opens what it needs, measures, and closes everything again. */
public interface Benchmark {

    /**
     * Where a benchmark finds its material.
     *
     * @param binary the {@code pointsman} to measure
     * @param definitions the folder of the base definitions, see lab/definitions
     * @param out where it tells people what it does
     * @param only the one of its parts that is wanted; empty for all
     */
    record Setting(Path binary, Path definitions, PrintStream out, Optional<String> only) {

        /** Whether a part is wanted. */
        public boolean wants(String part) {
            return only.isEmpty() || only.get().equals(part);
        }
    }

    /**
     * Measures.
     *
     * @throws IOException if something that should have worked did not: then nothing was measured
     */
    Report run(Setting setting) throws IOException, InterruptedException;

    /** The names of the parts that can be run alone; empty if there are none. */
    default List<String> parts() {
        return List.of();
    }

    /** Whether it opens nodes, which takes root and a binary. */
    default boolean needsNodes() {
        return true;
    }
}
