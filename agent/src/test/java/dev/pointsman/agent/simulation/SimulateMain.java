package dev.pointsman.agent.simulation;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Plays schedules: {@code --schedules N --seed S [--trace]}; exits with 1 when one breaks an invariant, and prints how to see it again. */
public final class SimulateMain {

    private static final int MOST_TOLD = 5;

    private SimulateMain() {}

    public static void main(String[] arguments) {
        long schedules = 1_000_000;
        long seed = System.nanoTime() & 0xffff_ffffL;
        boolean isTraced = false;
        for (int index = 0; index < arguments.length; index++) {
            switch (arguments[index]) {
                case "--schedules" -> schedules = number(arguments, ++index);
                case "--seed" -> seed = number(arguments, ++index);
                case "--trace" -> isTraced = true;
                default -> usage("unknown option \"" + arguments[index] + "\"");
            }
        }
        System.exit(play(schedules, seed, isTraced) == 0 ? 0 : 1);
    }

    private static long number(String[] arguments, int index) {
        try {
            long number = Long.parseLong(arguments[index]);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException notOne) {
            // Told below, like every other value that is none.
        }
        usage("\"" + arguments[index - 1] + "\" needs a whole number, 0 or more");
        return 0;
    }

    private static void usage(String fault) {
        System.err.println(fault + "\nusage: simulate [--schedules N] [--seed S] [--trace]");
        System.exit(2);
    }

    /** Plays on every processor (a story is told by one alone); returns how many schedules broke an invariant. */
    private static long play(long schedules, long seed, boolean isTraced) {
        int players = isTraced ? 1 : Runtime.getRuntime().availableProcessors();
        System.out.printf("%d schedules from seed %d, %d at once%n", schedules, seed, players);
        long started = System.nanoTime();
        AtomicLong next = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        AtomicLong worst = new AtomicLong();
        try (ExecutorService pool = Executors.newFixedThreadPool(players)) {
            for (int player = 0; player < players; player++) {
                pool.execute(() -> {
                    for (long index = next.getAndIncrement(); index < schedules; index = next.getAndIncrement()) {
                        playOne(seed + index, isTraced, failures, worst);
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d schedules in %.1f s (%.2f ms each on one processor); %d broke an invariant; the longest that an entry"
                        + " stayed with a dead node although another could have taken it: %.1f s%n",
                schedules,
                seconds,
                1e3 * seconds * players / Math.max(1, schedules),
                failures.get(),
                worst.get() / 1e3);
        return failures.get();
    }

    private static void playOne(long seed, boolean isTraced, AtomicLong failures, AtomicLong worst) {
        try {
            long longest = Schedule.play(seed, Tampering.NONE, isTraced ? System.out::println : null);
            worst.accumulateAndGet(longest, Math::max);
        } catch (Violation broken) {
            failed(seed, broken.getMessage(), failures);
        } catch (RuntimeException | Error broken) {
            // A schedule that ends in an error of the code is as bad as one that breaks an invariant, and must not end
            // the player unseen.
            failed(seed, broken.toString(), failures);
        }
    }

    private static void failed(long seed, String why, AtomicLong failures) {
        if (failures.getAndIncrement() < MOST_TOLD) {
            System.out.printf(
                    "seed %d: %s%n  again: ./dev simulate --seed %d --schedules 1 --trace%n", seed, why, seed);
        }
    }
}
