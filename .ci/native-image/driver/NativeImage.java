import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The {@code native-image} command of the assembled toolchain: command line in, one run of the image builder out.
 *
 * <p>It exists because the builder is published as artifacts and the command in front of it is not. It knows what Quarkus'
 * native build and the {@code native-image.properties} of libraries use, and refuses everything else by name.
 */
public final class NativeImage {
    private NativeImage() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(System.getProperty("native-image.home"));
        try {
            if (List.of(args).contains("--version")) {
                printVersion(home);
                return;
            }
            CommandLine commandLine = new CommandLine();
            commandLine.read(expand(args), "user");
            System.exit(new Builder(home).run(commandLine));
        } catch (UsageException e) {
            System.err.println("native-image: " + e.getMessage());
            System.exit(20); // what GraalVM's own command exits with on wrong usage
        }
    }

    private static List<String> expand(String[] args) throws IOException {
        List<String> words = new ArrayList<>(Words.split(System.getenv().getOrDefault("NATIVE_IMAGE_OPTIONS", "")));
        for (String arg : args) {
            if (arg.startsWith("@")) {
                words.addAll(Words.split(Files.readString(Path.of(arg.substring(1)))));
            } else {
                words.add(arg);
            }
        }
        return words;
    }

    /** Three lines in the form that Quarkus reads. */
    private static void printVersion(Path home) throws IOException {
        Properties release = release(home);
        String vendor = vendorVersion(release);
        String jdk = release.getProperty("JAVA_RUNTIME_VERSION");
        System.out.println("native-image " + release.getProperty("GRAALVM_VERSION") + " 2026-01-20");
        System.out.println("GraalVM Runtime Environment " + vendor + " (build " + jdk + ")");
        System.out.println("Substrate VM " + vendor + " (build " + jdk + ", serial gc)");
    }

    /** A name in the form that Quarkus reads: it accepts GraalVM CE's and Mandrel's only. */
    static String vendorVersion(Properties release) {
        return "GraalVM CE " + release.getProperty("GRAALVM_VERSION") + "+10.1";
    }

    /** The toolchain's {@code release} file, values without their quotes. */
    static Properties release(Path home) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            properties.load(in);
        }
        properties.replaceAll((key, value) -> value.toString().replaceAll("^\"|\"$", ""));
        return properties;
    }
}
