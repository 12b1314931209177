package dev.pointsman.pipeline.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.pointsman.pipeline.conformance.cluster.Yaml;
import io.vertx.core.json.JsonObject;

/**
 * The folder that holds the cases.
 *
 * @param root {@code -Dpointsman.conformance=DIR}; without it, {@code ../shared/gateway-conformance} beside the project
 * @param isDefault whether the property was left out
 */
record ConformanceFolder(Path root, boolean isDefault) {

    static ConformanceFolder configured() {
        Path project = Path.of(System.getProperty("pointsman.project"));
        String wanted = System.getProperty("pointsman.conformance", "");
        return wanted.isEmpty()
                ? new ConformanceFolder(
                        project.resolve("../shared/gateway-conformance").normalize(), true)
                : new ConformanceFolder(project.resolve(wanted).normalize(), false);
    }

    boolean isThere() {
        return Files.isDirectory(root.resolve("cases"));
    }

    List<ConformanceCase> cases() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("cases"))) {
            List<ConformanceCase> cases = new ArrayList<>();
            for (Path file : files.filter(ConformanceFolder::isCase).sorted().toList()) {
                cases.add(ConformanceCase.of(Yaml.document(file)));
            }
            return cases;
        }
    }

    private static boolean isCase(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") && !name.startsWith("_");
    }

    List<JsonObject> manifest(String name) throws IOException {
        return Yaml.documents(root.resolve("manifests").resolve(name));
    }

    JsonObject certificates() throws IOException {
        return Yaml.document(root.resolve("cases/_certificates.yaml"));
    }

    JsonObject backends() throws IOException {
        return Yaml.document(root.resolve("cases/_backends.yaml"));
    }
}
