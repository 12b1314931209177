package dev.pointsman.lab.demo;

import java.io.IOException;
import java.nio.file.Path;

import dev.pointsman.pipeline.plan.Plan;

/** Compiles a folder of definitions with the pipeline, for tools of the lab that want to know what they mean. */
public final class PlanReader {
    private PlanReader() {}

    public static Plan read(Path folder) throws IOException, DidNotHappen {
        throw new DidNotHappen("no compiler yet");
    }
}
