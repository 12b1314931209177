import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Translates the documented options of {@code native-image} to the builder's internal ones ({@code -H:Name=value}).
 *
 * <p>It exists because the builder takes internal options alone. The pairs are the {@code @APIOption} annotations of
 * {@code svm.jar}; only those that Quarkus, its extensions and the libraries' metadata use are here.
 */
final class PublicOptions {
    /** Options with {@code =value}. */
    private static final Map<String, String> WITH_VALUE = Map.ofEntries(
            Map.entry("--add-exports", "AddExports"),
            Map.entry("--add-opens", "AddOpens"),
            Map.entry("--add-reads", "AddReads"),
            Map.entry("--enable-monitoring", "EnableMonitoringFeatures"),
            Map.entry("--enable-native-access", "EnableNativeAccess"),
            Map.entry("--enable-url-protocols", "EnableURLProtocols"),
            Map.entry("--exact-reachability-metadata", "ThrowMissingRegistrationErrors"),
            Map.entry("--features", "Features"),
            Map.entry("--initialize-at-build-time", "ClassInitialization"),
            Map.entry("--initialize-at-run-time", "ClassInitialization"),
            Map.entry("--link-at-build-time", "LinkAtBuildTime"),
            Map.entry("--parallelism", "NumberOfThreads"),
            Map.entry("--trace-class-initialization", "TraceClassInitialization"),
            Map.entry("--trace-object-instantiation", "TraceObjectInstantiation"),
            Map.entry("-march", "MicroArchitecture"));

    /** Options without a value, as the builder's whole word. */
    private static final Map<String, String> WITHOUT_VALUE = Map.of(
            "--gc=serial", "+UseSerialGC",
            "--install-exit-handlers", "+InstallExitHandlers",
            "--no-fallback", "FallbackThreshold=0",
            "--report-unsupported-elements-at-runtime", "+ReportUnsupportedElementsAtRuntime",
            "--strict-image-heap", "+StrictImageHeap",
            "-g", "GenerateDebugInfo=2");

    private PublicOptions() {}

    static String translate(String option, String origin) {
        String from = origin + "+api";
        if (WITHOUT_VALUE.containsKey(option)) {
            return withOrigin("-H:" + WITHOUT_VALUE.get(option), from);
        }
        if (option.startsWith("-O") && option.length() == 3) {
            return withOrigin("-H:Optimize=" + option.substring(2), from);
        }
        String[] parts = option.split("=", 2);
        if (!WITH_VALUE.containsKey(parts[0])) {
            throw new UsageException("unknown option '" + option + "': the toolchain's PublicOptions.java lists "
                    + "those that it knows; add this one there, or use a GraalVM or Mandrel by setting GRAALVM_HOME");
        }
        String value = parts.length == 1 ? "" : parts[1];
        return withOrigin("-H:" + WITH_VALUE.get(parts[0]) + "=" + marked(parts[0], value), from);
    }

    /** The builder has one option for class initialisation; each of its entries says when. */
    private static String marked(String option, String value) {
        String mark =
                switch (option) {
                    case "--initialize-at-build-time" -> ":build_time";
                    case "--initialize-at-run-time" -> ":run_time";
                    default -> "";
                };
        return Arrays.stream(value.split(",")).map(entry -> entry + mark).collect(Collectors.joining(","));
    }

    /** {@code -H:Name=value} to {@code -H:Name@origin=value}, which the builder repeats in its messages. */
    static String withOrigin(String option, String origin) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        return name.contains("@") ? option : name + "@" + origin + option.substring(name.length());
    }
}
