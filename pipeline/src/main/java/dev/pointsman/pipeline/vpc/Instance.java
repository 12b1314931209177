package dev.pointsman.pipeline.vpc;

/**
 * A machine.
 *
 * @param id {@code i-…}
 * @param state as EC2 names it: {@code running}, {@code stopped} …
 */
public record Instance(String id, String state) {

    public boolean isRunning() {
        return state.equals("running");
    }
}
