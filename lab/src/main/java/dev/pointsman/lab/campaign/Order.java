package dev.pointsman.lab.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.pointsman.lab.campaign.turn.Fault;

/**
 * What was asked for.
 *
 * @param runs how many faults, or partitions, over all fleets; 1 to 100,000
 * @param fleets of those in {@code lab/definitions}; they are broken side by side
 * @param faults to be drawn from
 * @param binary the {@code pointsman} of all nodes
 * @param patience how long to wait for what must come
 * @param isOfPartitions whether partitions are healed and timed instead
 */
record Order(
        int runs,
        long seed,
        List<String> fleets,
        List<Fault> faults,
        Path binary,
        Duration patience,
        boolean isOfPartitions) {

    static final String USAGE = """
            usage: ./dev faults [--runs N] [--seed S] [--fleet NAME,…] [--only FAULT,…] [--partitions N]
                                [--binary FILE] [--patience SECONDS]""";

    /** The fleets that there are, with the number of their nodes. */
    private static final Map<String, Integer> FLEETS = new TreeMap<>(Map.of("zonal", 3, "pair", 2));

    private static final int DRAWN_SEEDS = 1_000_000;

    /** Several times what the agents need at most after a fault, 40 s, on a machine that does nothing else. */
    private static final int PATIENCE_SECONDS = 180;

    Order {
        fleets = List.copyOf(fleets);
        faults = List.copyOf(faults);
    }

    /**
     * Reads a command line.
     *
     * @param binary unless told otherwise
     * @throws IllegalArgumentException naming the first thing that is wrong with it, and what is possible
     */
    static Order read(Path binary, String... arguments) {
        var runs = 0;
        long seed = System.nanoTime() % DRAWN_SEEDS;
        var fleets = List.of("zonal", "pair");
        var faults = List.of(Fault.values());
        int patience = PATIENCE_SECONDS;
        var isOfPartitions = false;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("'%s' needs a value".formatted(arguments[i]));
            }
            var value = arguments[i + 1];
            switch (arguments[i]) {
                case "--runs" -> runs = number(value, 100_000);
                case "--partitions" -> {
                    runs = number(value, 100_000);
                    isOfPartitions = true;
                }
                case "--seed" -> seed = number(value, Integer.MAX_VALUE);
                case "--fleet" ->
                    fleets = Stream.of(value.split(",")).map(Order::fleet).toList();
                case "--only" ->
                    faults = Stream.of(value.split(",")).map(Fault::named).toList();
                case "--binary" -> binary = Path.of(value);
                case "--patience" -> patience = number(value, 3600);
                default -> throw new IllegalArgumentException("unknown argument '%s'".formatted(arguments[i]));
            }
        }
        return new Order(
                runs == 0 ? fleets.size() * faults.size() : runs,
                seed,
                fleets,
                faults,
                binary.toAbsolutePath(),
                Duration.ofSeconds(patience),
                isOfPartitions);
    }

    private static String fleet(String name) {
        if (!FLEETS.containsKey(name)) {
            throw new IllegalArgumentException("there is no fleet '%s'; there are %s".formatted(name, FLEETS.keySet()));
        }
        return name;
    }

    private static int number(String text, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("'%s' is not a number of 1 to %d".formatted(text, most));
        }
        return Integer.parseInt(text);
    }

    /** How many runs each of the fleets gets: as many for each node. */
    List<Integer> shares() {
        int nodes = fleets.stream().mapToInt(FLEETS::get).sum();
        var shares = new ArrayList<Integer>();
        int dealt = 0;
        int passed = 0;
        for (var fleet : fleets) {
            passed += FLEETS.get(fleet);
            int until = Math.toIntExact(Math.round((double) runs * passed / nodes));
            shares.add(until - dealt);
            dealt = until;
        }
        return shares;
    }

    int nodes(String fleet) {
        return FLEETS.get(fleet);
    }

    /** How to say this again. */
    String again() {
        return "./dev faults %s %d --seed %d --fleet %s%s"
                .formatted(
                        isOfPartitions ? "--partitions" : "--runs",
                        runs,
                        seed,
                        String.join(",", fleets),
                        faults.size() == Fault.values().length
                                ? ""
                                : " --only "
                                        + String.join(
                                                ",",
                                                faults.stream()
                                                        .map(Fault::option)
                                                        .toList()));
    }
}
