import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Runs GraalVM's image builder, {@code NativeImageGeneratorRunner}, in a VM of its own.
 *
 * <p>It exists to hold what the builder expects of its VM: JVMCI, its modules, and an open door to the JDK's internals.
 */
final class Builder {
    private static final String MODULE = "org.graalvm.nativeimage.builder";

    private final Path home;
    private final Path jars;

    Builder(Path home) {
        this.home = home;
        this.jars = home.resolve("lib/svm/builder");
    }

    /** Builds the image; returns the builder's exit code. */
    int run(CommandLine user) throws IOException, InterruptedException {
        // Libraries first: where an option is given twice the last one counts, and that shall be the user's.
        CommandLine all = new CommandLine();
        ClassPathConfiguration configuration = new ClassPathConfiguration(all, user.exclusions);
        for (Path entry : user.classPath) {
            configuration.read(entry);
        }
        all.imageOptions.addAll(user.imageOptions);
        all.vmOptions.addAll(user.vmOptions);

        List<String> command = vmCommand();
        command.addAll(all.vmOptions);
        Path arguments = Files.createTempFile("native-image-", ".args");
        try {
            Files.writeString(arguments, String.join("\0", imageArguments(user, all.imageOptions)));
            command.addAll(List.of("--module", MODULE + "/com.oracle.svm.hosted.NativeImageGeneratorRunner"));
            command.add("--image-args-file=" + arguments);
            if (user.isVerbose) {
                System.out.println(String.join(" ", command));
            }
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().remove("JAVA_TOOL_OPTIONS"); // they are meant for other VMs
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return process.waitFor();
        } finally {
            Files.deleteIfExists(arguments);
        }
    }

    private List<String> vmCommand() throws IOException {
        Properties release = NativeImage.release(home);
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/java").toString(),
                "-XX:+UseParallelGC",
                "-XX:MaxRAMPercentage=80",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+EnableJVMCI",
                "-XX:-UseJVMCICompiler",
                "-Xss10m",
                "-Djava.system.class.loader=com.oracle.svm.hosted.NativeImageSystemClassLoader",
                "-Djdk.internal.lambda.disableEagerInitialization=true",
                "-Dorg.graalvm.nativeimage.imagecode=buildtime",
                "-Dorg.graalvm.nativeimage.kind=executable",
                "-Dorg.graalvm.version=" + release.getProperty("GRAALVM_VERSION"),
                "-Dorg.graalvm.vendor=assembled",
                "-Dorg.graalvm.vendorversion=" + NativeImage.vendorVersion(release),
                "-Dnative-image.root=" + home,
                "-Djava.awt.headless=true",
                "--add-modules=ALL-DEFAULT",
                "--enable-native-access=" + MODULE,
                "--upgrade-module-path",
                jars.resolve("compiler.jar").toString(),
                "--module-path",
                jars.toString()));
        command.addAll(exports());
        return command;
    }

    /** Every package that a JDK module keeps to itself, exported to the builder's modules. */
    private Collection<String> exports() {
        String builderModules = ModuleFinder.of(jars).findAll().stream()
                .map(module -> module.descriptor().name())
                .sorted()
                .collect(Collectors.joining(","));
        List<String> exports = new ArrayList<>();
        for (Module module : ModuleLayer.boot().modules()) { // the same as the builder's: see the launcher
            ModuleDescriptor descriptor = module.getDescriptor();
            if (descriptor.name().startsWith("jdk.graal")) {
                continue; // replaced by compiler.jar
            }
            Set<String> exported = descriptor.exports().stream()
                    .filter(export -> !export.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
            descriptor.packages().stream()
                    .filter(name -> !exported.contains(name))
                    .forEach(name -> exports.add("--add-exports=" + descriptor.name() + "/" + name + "=" + builderModules));
        }
        return exports;
    }

    private List<String> imageArguments(CommandLine user, List<String> options) {
        Path image = Path.of(user.imageName()).toAbsolutePath().normalize();
        Path libraries = home.resolve("lib/svm/clibraries");
        List<String> arguments = new ArrayList<>();
        arguments.add("-imagecp");
        arguments.add(user.classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
        arguments.addAll(options);
        // A name that depends on the options alone keeps the build reproducible.
        UUID buildId = UUID.nameUUIDFromBytes(String.join("\0", options).getBytes(StandardCharsets.UTF_8));
        arguments.add("-H:ImageBuildID@driver=" + buildId);
        arguments.add("-H:Class@driver=" + user.mainClass());
        arguments.add("-H:Name@driver=" + image.getFileName());
        arguments.add("-H:Path@driver=" + image.getParent());
        arguments.add("-H:CLibraryPath@driver=" + libraries.resolve("linux-amd64/glibc") + "," + libraries);
        return arguments;
    }
}
