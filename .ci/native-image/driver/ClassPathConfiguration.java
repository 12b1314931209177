import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Reads {@code META-INF/native-image} of every class path entry.
 *
 * <p>It exists because libraries bring their own build options and reachability metadata there, and the builder wants each
 * file named to it.
 */
final class ClassPathConfiguration {
    private static final Map<String, String> OPTIONS = Map.of(
            "reachability-metadata.json", "ReachabilityMetadataResources",
            "reflect-config.json", "ReflectionConfigurationResources",
            "resource-config.json", "ResourceConfigurationResources",
            "serialization-config.json", "SerializationConfigurationResources",
            "jni-config.json", "JNIConfigurationResources",
            "proxy-config.json", "DynamicProxyConfigurationResources");

    private final CommandLine found;
    private final List<CommandLine.Exclusion> exclusions;

    /** @param found where the options go */
    ClassPathConfiguration(CommandLine found, List<CommandLine.Exclusion> exclusions) {
        this.found = found;
        this.exclusions = exclusions;
    }

    void read(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            readFiles(entry, entry);
        } else {
            try (FileSystem zip = FileSystems.newFileSystem(entry)) {
                readFiles(entry, zip.getPath("/"));
            }
        }
    }

    private void readFiles(Path entry, Path root) throws IOException {
        Path directory = root.resolve("META-INF/native-image");
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String resource = root.relativize(file).toString();
            if (exclusions.stream().noneMatch(exclusion -> exclusion.covers(entry, "/" + resource))) {
                readFile(file, resource, root.relativize(file.getParent()).toString());
            }
        }
    }

    private void readFile(Path file, String resource, String directory) throws IOException {
        String name = file.getFileName().toString();
        String origin = file.toUri().toString();
        if (name.equals("native-image.properties")) {
            Properties properties = new Properties();
            try (Reader in = Files.newBufferedReader(file)) {
                properties.load(in);
            }
            // ${.} stands for the directory of the file itself.
            found.vmOptions.addAll(Words.split(properties.getProperty("JavaArgs", "").replace("${.}", directory)));
            found.read(Words.split(properties.getProperty("Args", "").replace("${.}", directory)), origin);
        } else if (OPTIONS.containsKey(name)) {
            found.imageOptions.add("-H:" + OPTIONS.get(name) + "@" + origin + "+api=" + resource);
        }
    }
}
