package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * What a verdict on a revision depends on, apart from the revision: this program, {@code agent.yaml}, and the HAProxy that was asked.
 *
 * <p>It exists so that a revision which was given up is tried again when one of them is another one: after an upgrade, for instance.
 */
final class Circumstances implements Supplier<String> {

    private final String fixed;
    private final Path haproxy;

    /**
     * @param version this program's
     * @param configuration {@code agent.yaml}, which is read once, as the agent does
     * @param haproxy the program; looked at each time, for it may be replaced at any time
     */
    Circumstances(String version, Path configuration, Path haproxy) {
        this.fixed = version + "\n" + textOf(configuration);
        this.haproxy = haproxy;
    }

    /** The same text in the same circumstances; says nothing else. */
    @Override
    public String get() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(fixed.getBytes(StandardCharsets.UTF_8));
            digest.update(programNow().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private String programNow() {
        try {
            BasicFileAttributes program = Files.readAttributes(haproxy, BasicFileAttributes.class);
            return program.size() + " " + program.lastModifiedTime() + " " + program.fileKey();
        } catch (IOException absent) {
            return "";
        }
    }

    private static String textOf(Path configuration) {
        try {
            return Files.readString(configuration);
        } catch (IOException absent) {
            return "";
        }
    }
}
