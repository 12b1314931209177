package dev.pointsman.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build wrote down about this program. */
public final class ProgramVersion {

    private ProgramVersion() {}

    /** For instance {@code pointsman 0.1.0 (2be841224db1)}; without the commit where the sources were no checkout. */
    public static String text() {
        Properties version = new Properties();
        try (InputStream resource = ProgramVersion.class.getResourceAsStream("/pointsman-version.properties")) {
            version.load(resource);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String revision = version.getProperty("revision");
        return "pointsman " + version.getProperty("version") + (revision.isEmpty() ? "" : " (" + revision + ")");
    }
}
