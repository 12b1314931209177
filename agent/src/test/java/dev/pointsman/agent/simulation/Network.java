package dev.pointsman.agent.simulation;

/** Which node's advertisements reach which other. */
final class Network {

    private final int nodes;
    private final boolean[] isCut;

    Network(int nodes) {
        this.nodes = nodes;
        this.isCut = new boolean[nodes * nodes];
    }

    boolean delivers(int from, int to) {
        return !isCut[from * nodes + to];
    }

    void cut(int from, int to) {
        isCut[from * nodes + to] = true;
    }

    void join(int from, int to) {
        isCut[from * nodes + to] = false;
    }

    void heal() {
        java.util.Arrays.fill(isCut, false);
    }

    boolean isWhole() {
        for (boolean cut : isCut) {
            if (cut) {
                return false;
            }
        }
        return true;
    }
}
