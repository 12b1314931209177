package dev.pointsman.agent;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The door of the one binary: looks at the first argument and hands over.
 *
 * <p>It exists as a plain {@code main} so that {@code notify}, which keepalived calls while packets are being lost, starts
 * no framework.
 */
@QuarkusMain
public class Pointsman {

    public static void main(String... args) {
        switch (args.length == 0 ? "" : args[0]) {
            case "run" -> Quarkus.run(Agent.class, args);
            default -> System.out.println("pointsman");
        }
    }

    /** Keeps the container up until the process is told to stop. */
    public static class Agent implements QuarkusApplication {
        @Override
        public int run(String... args) {
            Quarkus.waitForExit();
            return 0;
        }
    }
}
