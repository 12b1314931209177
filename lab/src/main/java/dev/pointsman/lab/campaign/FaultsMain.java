package dev.pointsman.lab.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.pointsman.lab.linux.Folder;
import dev.pointsman.lab.linux.Root;

/**
 * The door for {@code ./dev faults}.
 *
 * <p>Exit code 0: the fleets have recovered from every fault; 1: from one they have not; 2: it could not be tried.
 */
public final class FaultsMain {
    private FaultsMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(System.out, System.err, arguments));
    }

    /**
     * Does what is asked for, for the checkout and the binary that the system properties {@code pointsman.project} and
     * {@code pointsman.binary} name.
     *
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) throws InterruptedException {
        var project = Path.of(System.getProperty("pointsman.project", "."));
        Order order;
        try {
            order = Order.read(Path.of(System.getProperty("pointsman.binary", "agent/target/pointsman")), arguments);
        } catch (IllegalArgumentException e) {
            err.printf("%s%n%s%n", e.getMessage(), Order.USAGE);
            return 2;
        }
        var refusal = Root.missing();
        if (refusal.isPresent() || !Files.isExecutable(order.binary())) {
            err.println("failed to open the lab: "
                    + refusal.orElse("no binary at '%s'; build it with ./dev build".formatted(order.binary())));
            return 2;
        }
        try {
            Folder.delete(Lane.logs(project));
            out.printf("seed %d; again: %s%n", order.seed(), order.again());
            return order.isOfPartitions()
                    ? new HealedPartitions(order, project, out).play()
                    : new FaultRuns(order, project, out).play();
        } catch (IOException | RuntimeException e) {
            err.println("failed to play the faults: " + e.getMessage());
            return 2;
        }
    }
}
