package dev.pointsman.lab.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.pointsman.lab.linux.Root;

/**
 * The door for {@code ./dev demo [--keep]}: plays all acts, and says at the end which of the six points happened.
 *
 * <p>Exit code 0: all of them; 1: one did not; 2: it could not be tried; 130 after ctrl-C. The lab is removed in every case.
 */
public final class DemoMain {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Narrator narrator = Narrator.onStandardOutput();
    private final List<String> happened = new ArrayList<>();
    private volatile boolean isInterrupted;
    private volatile boolean isOver;

    private DemoMain() {}

    private interface Act {
        void play() throws IOException, DidNotHappen, InterruptedException;
    }

    public static void main(String[] arguments) throws InterruptedException {
        boolean keeps = arguments.length == 1 && arguments[0].equals("--keep");
        if (arguments.length > 0 && !keeps) {
            System.err.printf("unknown argument '%s'; usage: ./dev demo [--keep]%n", String.join(" ", arguments));
            System.exit(2);
        }
        var refusal = Root.missing();
        var binary = Path.of(System.getProperty("pointsman.binary", "agent/target/pointsman"))
                .toAbsolutePath();
        if (refusal.isPresent() || !Files.isExecutable(binary)) {
            System.err.println("failed to open the lab: "
                    + refusal.orElse("no binary at '%s'; build it with ./dev build".formatted(binary)));
            System.exit(2);
        }
        var definitions = Path.of(System.getProperty("pointsman.project", ".")).resolve("lab/definitions/base");
        System.exit(new DemoMain().play(definitions, binary, keeps));
    }

    private int play(Path definitions, Path binary, boolean keeps) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "demo-interrupted"));
        var watchdog = watchdog(Thread.currentThread());
        narrator.heading("Pointsman: a VPC on this machine, from '%s'".formatted(definitions));
        try (var stage = Stage.open(definitions, binary, narrator)) {
            try {
                point("1", "Two nodes in two zones come up", () -> ComeUp.play(stage));
                point("2", "Headers and weights decide who answers", () -> RouteRequests.play(stage));
                point("3", "A commit changes the routing, a broken one does not", () -> ChangeByCommit.play(stage));
                point("5", "Who owns what, before", () -> TellOwnership.play(stage));
                point("4", "The owner dies", () -> LoseOwner.play(stage));
                point("5", "Who owns what, after", () -> TellOwnership.play(stage));
                watchdog.interrupt();
                if (keeps) {
                    LookAround.print(stage);
                    new CountDownLatch(1).await();
                }
                point("6", "Everything is cleaned up", () -> CleanUp.play(stage));
            } catch (DidNotHappen | IOException | RuntimeException e) {
                complain(e);
                logs(stage);
                return 1;
            }
            isOver = true;
            narrator.heading("All six points happened, in %.0f s"
                    .formatted(narrator.elapsed().toMillis() / 1e3));
            return 0;
        } catch (DidNotHappen | IOException | RuntimeException e) {
            complain(e);
            return happened.isEmpty() ? 2 : 1;
        } catch (InterruptedException e) {
            complain(new DidNotHappen("not done within %d s".formatted(LIMIT.toSeconds())));
            return 1;
        }
    }

    private void complain(Exception e) throws InterruptedException {
        if (isInterrupted) {
            // The lab goes away under the act's feet; what the act says about that helps nobody.
            new CountDownLatch(1).await();
        }
        isOver = true;
        narrator.complain(String.valueOf(e.getMessage()));
    }

    /** Runs when the JVM ends, for whatever reason; the lab has a hook of its own, which removes it. */
    private void interrupt() {
        if (!isOver) {
            isInterrupted = true;
            narrator.line("interrupted: the lab is removed");
        }
    }

    private void point(String number, String title, Act act) throws IOException, DidNotHappen, InterruptedException {
        narrator.heading("%s. %s".formatted(number, title));
        act.play();
        happened.add(number);
    }

    private void logs(Stage stage) {
        for (var node : stage.lab().nodes()) {
            try (var files = Files.list(node.logs())) {
                for (var log : files.sorted().toList()) {
                    narrator.line("end of '%s':".formatted(log));
                    var lines = Files.readAllLines(log);
                    narrator.quote(String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size())));
                }
            } catch (IOException e) {
                narrator.line("no logs of '%s': %s".formatted(node.name(), e.getMessage()));
            }
        }
    }

    private static Thread watchdog(Thread watched) {
        return Thread.ofPlatform().daemon().name("watchdog").start(() -> {
            try {
                Thread.sleep(LIMIT);
                watched.interrupt();
            } catch (InterruptedException e) {
                // Done in time.
            }
        });
    }
}
