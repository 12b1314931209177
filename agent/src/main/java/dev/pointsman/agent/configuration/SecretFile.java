package dev.pointsman.agent.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret in a file of its own, read at the moment of use, so that it can be rotated there and is kept nowhere else. */
public final class SecretFile {

    private static final int LONGEST = 4096;

    private SecretFile() {}

    /** The file's first line. Throws IOException, naming the file and never its content, when there is none. */
    public static String firstLine(Path file) throws IOException {
        byte[] content;
        try (var in = Files.newInputStream(file)) {
            content = in.readNBytes(LONGEST);
        } catch (IOException e) {
            throw new IOException("failed to read the secret file \"" + file + "\": " + e, e);
        }
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .orElseThrow(() -> new IOException(
                        "the secret file \"" + file + "\" is empty; write the secret as its first line"));
    }
}
