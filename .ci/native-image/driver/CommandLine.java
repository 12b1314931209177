import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the words of a command line, or of a library's {@code native-image.properties}, ask for.
 *
 * <p>It exists to gather both in one place, in the builder's own terms: options of its VM, options of the image, class path.
 */
final class CommandLine {
    final List<String> vmOptions = new ArrayList<>();
    final List<String> imageOptions = new ArrayList<>();
    final Set<Path> classPath = new LinkedHashSet<>();
    final List<Exclusion> exclusions = new ArrayList<>();
    private final List<String> bareWords = new ArrayList<>();
    private String mainClass;
    private String imageName;
    boolean isVerbose;

    /** {@code --exclude-config JAR RESOURCE}: configuration in this jar that the build shall not see. */
    record Exclusion(Pattern jar, Pattern resource) {
        boolean covers(Path jarFile, String resourcePath) {
            return jar.matcher(jarFile.toString()).find() && resource.matcher(resourcePath).find();
        }
    }

    /**
     * Adds what the words ask for.
     *
     * @param origin where the words come from, which the builder repeats in its messages: "user" or the URI of a resource
     */
    void read(List<String> words, String origin) throws IOException {
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "-cp", "-classpath", "--class-path" -> addClassPath(next(rest, word));
                case "-jar" -> addJar(Path.of(next(rest, word)));
                case "-o" -> imageName = next(rest, word);
                case "--verbose" -> isVerbose = true;
                case "--exclude-config" ->
                    exclusions.add(new Exclusion(pattern(next(rest, word)), pattern(next(rest, word))));
                case "--add-opens", "--add-exports", "--add-reads" ->
                    imageOptions.add(PublicOptions.translate(word + "=" + next(rest, word), origin));
                default -> readSingle(word, origin);
            }
        }
    }

    private void readSingle(String word, String origin) {
        if (word.startsWith("-J")) {
            vmOptions.add(word.substring(2));
        } else if (word.startsWith("-D")) {
            vmOptions.add(word);
        } else if (word.startsWith("-H:Name=")) {
            imageName = word.substring("-H:Name=".length());
        } else if (word.startsWith("-H:Class=")) {
            mainClass = word.substring("-H:Class=".length());
        } else if (word.startsWith("-H:") || word.startsWith("-R:")) {
            imageOptions.add(origin.equals("user") ? word : PublicOptions.withOrigin(word, origin));
        } else if (word.startsWith("-")) {
            imageOptions.add(PublicOptions.translate(word, origin));
        } else {
            bareWords.add(word);
        }
    }

    /** The class with the main method: from -H:Class, the manifest of -jar's file, or the first bare word. */
    String mainClass() {
        if (mainClass != null) {
            return mainClass;
        }
        if (bareWords.isEmpty()) {
            throw new UsageException("no main class: give -jar FILE, or -cp PATH and a class name");
        }
        return bareWords.getFirst();
    }

    /** The executable's path: from -o or -H:Name, the last bare word, or the name of the main class. */
    String imageName() {
        if (imageName != null) {
            return imageName;
        }
        boolean isLastBareWordFree = bareWords.size() > (mainClass == null ? 1 : 0);
        return isLastBareWordFree ? bareWords.getLast() : mainClass().toLowerCase(Locale.ROOT);
    }

    private void addClassPath(String value) {
        for (String entry : value.split(":")) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            if (Files.exists(path)) {
                classPath.add(path);
            }
        }
    }

    private void addJar(Path jar) throws IOException {
        addClassPath(jar.toString());
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            mainClass = manifest.getValue(Attributes.Name.MAIN_CLASS);
            for (String entry : valuesOf(manifest, "Class-Path")) {
                addClassPath(jar.resolveSibling(URI.create(entry).getPath()).toString());
            }
            for (String export : valuesOf(manifest, "Add-Exports")) {
                imageOptions.add(PublicOptions.translate("--add-exports=" + export + "=ALL-UNNAMED", "user"));
            }
            for (String open : valuesOf(manifest, "Add-Opens")) {
                imageOptions.add(PublicOptions.translate("--add-opens=" + open + "=ALL-UNNAMED", "user"));
            }
        }
        if (mainClass == null) {
            throw new UsageException("'" + jar + "' has no Main-Class in its manifest");
        }
    }

    private static List<String> valuesOf(Attributes manifest, String name) {
        return Words.split(manifest.getValue(name) == null ? "" : manifest.getValue(name));
    }

    private static String next(Iterator<String> rest, String option) {
        if (!rest.hasNext()) {
            throw new UsageException("option '" + option + "' needs a value after it");
        }
        return rest.next();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new UsageException("'" + text + "' is not a regular expression: " + e.getDescription());
        }
    }
}
