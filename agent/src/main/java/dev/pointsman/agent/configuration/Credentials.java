package dev.pointsman.agent.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the agent proves itself to the Git server: HTTP basic authentication (RFC 7617).
 *
 * <p>The password stays in its file until the moment of use, so that it can be rotated there and never appears in a log or a report.
 *
 * @param username not empty, without a colon (RFC 7617 section 2)
 * @param passwordFile absolute path of the file whose first line is the password or token
 */
public record Credentials(String username, Path passwordFile) {

    private static final int LONGEST_PASSWORD = 4096;

    public Credentials {
        if (username.isBlank() || username.contains(":")) {
            throw new IllegalArgumentException(
                    "username \"" + username + "\" must not be empty and must not hold a colon (RFC 7617 section 2)");
        }
        if (!passwordFile.isAbsolute()) {
            throw new IllegalArgumentException("password file \"" + passwordFile + "\" is not an absolute path");
        }
    }

    /** The first line of the password file. Throws IOException, naming the file and never its content, when there is none. */
    public String password() throws IOException {
        byte[] content;
        try (var in = Files.newInputStream(passwordFile)) {
            content = in.readNBytes(LONGEST_PASSWORD);
        } catch (IOException e) {
            throw new IOException("failed to read password file \"" + passwordFile + "\": " + e, e);
        }
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .orElseThrow(() -> new IOException("password file \"" + passwordFile
                        + "\" is empty; write the password or token as its first line"));
    }
}
