package dev.pointsman.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Fleet {@code edge/lab} with one node, and the class {@code pointsman} for it: {@code fleet-of-one.yaml}. */
public final class FleetOfOne {

    /** Two documents; more may follow at once. */
    public static final String TEXT = read() + "---\n";

    private FleetOfOne() {}

    private static String read() {
        try (InputStream file = FleetOfOne.class.getResourceAsStream("/fleet-of-one.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
