package dev.pointsman.agent.simulation;

import java.lang.management.ManagementFactory;
import java.util.Locale;
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

    /** Returns how many schedules broke an invariant. */
    private static long play(long schedules, long seed, boolean isTraced) {
        System.out.printf("%d schedules from seed %d%n", schedules, seed);
        long started = System.nanoTime();
        long failures = 0;
        AtomicLong worst = new AtomicLong();
        for (long index = 0; index < schedules; index++) {
            long now = seed + index;
            try {
                long longest = Schedule.play(now, Tampering.NONE, isTraced ? System.out::println : null);
                worst.accumulateAndGet(longest, Math::max);
            } catch (Violation broken) {
                if (failures++ < MOST_TOLD) {
                    System.out.printf(
                            "seed %d: %s%n  again: ./dev simulate --seed %d --schedules 1 --trace%n",
                            now, broken.getMessage(), now);
                }
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        double processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d schedules in %.1f s, %.1f s of processor time (%.2f ms each); %d broke an invariant; the longest that an entry"
                        + " stayed with a dead node although another could have taken it: %.1f s%n",
                schedules,
                seconds,
                processor,
                1e3 * processor / Math.max(1, schedules),
                failures,
                worst.get() / 1e3);
        return failures;
    }
}
