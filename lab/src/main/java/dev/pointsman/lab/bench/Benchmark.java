package dev.pointsman.lab.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** One benchmark: it opens what it needs, measures, and closes everything again. */
interface Benchmark {

    /**
     * Where a benchmark finds its material.
     *
     * @param binary the {@code pointsman} to measure
     * @param definitions the folder of the example definitions
     * @param out where it tells people what it does
     */
    record Setting(Path binary, Path definitions, PrintStream out) {}

    /**
     * Measures.
     *
     * @throws IOException if something that should have worked did not: then nothing was measured
     */
    Report run(Setting setting) throws IOException, InterruptedException;

    /** Whether it opens nodes, which takes root and a binary. */
    default boolean needsNodes() {
        return true;
    }
}
