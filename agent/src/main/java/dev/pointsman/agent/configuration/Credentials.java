package dev.pointsman.agent.configuration;

import java.io.IOException;
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

    public Credentials {
        if (username.isBlank() || username.contains(":")) {
            throw new IllegalArgumentException(
                    "username \"" + username + "\" must not be empty and must not hold a colon (RFC 7617 section 2)");
        }
        if (!passwordFile.isAbsolute()) {
            throw new IllegalArgumentException("password file \"" + passwordFile + "\" is not an absolute path");
        }
    }

    /** The password, read now. Throws IOException, naming the file and never its content, when there is none. */
    public String password() throws IOException {
        return SecretFile.firstLine(passwordFile);
    }
}
