package dev.pointsman.lab.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Narrator;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.linux.Root;

/**
 * The door for {@code ./dev faults [--runs N] [--seed S] [--fleet NAME] [--only FAULTS]}.
 *
 * <p>Exit code 0: the fleet has recovered from every fault; 1: from one it has not; 2: it could not be tried.
 */
public final class FaultsMain {
    private static final String USAGE =
            "usage: ./dev faults [--runs N] [--seed S] [--fleet zonal|pair] [--only FAULT,FAULT]";
    private static final Duration CREDENTIALS_LIFETIME = Duration.ofSeconds(20);
    private static final long DISK_BYTES = 8 << 20;

    private FaultsMain() {}

    /**
     * What was asked for.
     *
     * @param runs how many faults, 1 to 100,000
     * @param fleet one of those in {@code lab/definitions}
     * @param faults to be drawn from
     */
    private record Order(int runs, long seed, String fleet, List<Fault> faults) {
        static Order read(String... arguments) {
            int runs = Fault.values().length;
            long seed = System.nanoTime() & 0xffffff;
            var fleet = "zonal";
            var faults = List.of(Fault.values());
            for (int i = 0; i < arguments.length; i += 2) {
                if (i + 1 == arguments.length) {
                    throw new IllegalArgumentException("'%s' needs a value".formatted(arguments[i]));
                }
                var value = arguments[i + 1];
                switch (arguments[i]) {
                    case "--runs" -> runs = number(value);
                    case "--seed" -> seed = number(value);
                    case "--fleet" -> fleet = value;
                    case "--only" ->
                        faults = Stream.of(value.split(",")).map(Fault::named).toList();
                    default -> throw new IllegalArgumentException("unknown argument '%s'".formatted(arguments[i]));
                }
            }
            if (runs < 1 || runs > 100_000) {
                throw new IllegalArgumentException("'%d' is not 1 to 100000 runs".formatted(runs));
            }
            if (!List.of("zonal", "pair").contains(fleet)) {
                throw new IllegalArgumentException("there is no fleet '%s'; there are zonal and pair".formatted(fleet));
            }
            return new Order(runs, seed, fleet, faults);
        }

        private static int number(String text) {
            if (!text.matches("[0-9]{1,9}")) {
                throw new IllegalArgumentException("'%s' is not a number of up to 9 digits".formatted(text));
            }
            return Integer.parseInt(text);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        Order order;
        try {
            order = Order.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.printf("%s; %s%n", e.getMessage(), USAGE);
            System.exit(2);
            return;
        }
        var binary = Path.of(System.getProperty("pointsman.binary", "agent/target/pointsman"))
                .toAbsolutePath();
        var refusal = Root.missing();
        if (refusal.isPresent() || !Files.isExecutable(binary)) {
            System.err.println("failed to open the lab: "
                    + refusal.orElse("no binary at '%s'; build it with ./dev build".formatted(binary)));
            System.exit(2);
        }
        System.exit(run(order, binary));
    }

    private static int run(Order order, Path binary) throws InterruptedException {
        var project = Path.of(System.getProperty("pointsman.project", "."));
        var layers = List.of(
                project.resolve("lb-definitions"),
                project.resolve("lab/definitions").resolve(order.fleet()));
        System.out.printf(
                "%d faults on fleet '%s', seed %d; again: ./dev faults --runs %d --seed %d --fleet %s%n",
                order.runs(), order.fleet(), order.seed(), order.runs(), order.seed(), order.fleet());
        try (var stage = Stage.open(layers, binary, Narrator.plain(System.out), CREDENTIALS_LIFETIME, DISK_BYTES)) {
            var schedule = Schedule.draw(
                    order.faults(),
                    order.runs(),
                    order.seed(),
                    stage.lab().nodes().size());
            var outcomes = new Campaign(stage, System.out).play(schedule);
            return summarise(order, outcomes);
        } catch (IOException | DidNotHappen | RuntimeException e) {
            System.err.println("failed to play the faults: " + e.getMessage());
            return 2;
        }
    }

    private static int summarise(Order order, List<Outcome> outcomes) {
        Map<Fault, Integer> played = new EnumMap<>(Fault.class);
        outcomes.forEach(outcome -> played.merge(outcome.fault(), 1, Integer::sum));
        long failed = outcomes.stream().filter(outcome -> !outcome.isGood()).count();
        System.out.printf(
                "%d of %d kinds of fault, settled after %d ms (median) and %d ms (longest); seed %d%n",
                played.size(), Fault.values().length, quantile(outcomes, 0.5), quantile(outcomes, 1), order.seed());
        System.out.printf("%d passed, %d failed%n", outcomes.size() - failed, failed);
        return failed == 0 ? 0 : 1;
    }

    private static long quantile(List<Outcome> outcomes, double share) {
        var sorted = outcomes.stream()
                .mapToLong(outcome -> outcome.settled().toMillis())
                .sorted()
                .toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }
}
