package dev.pointsman.pipeline.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.compile.Report;
import dev.pointsman.pipeline.conformance.cluster.Certificates;
import dev.pointsman.pipeline.conformance.cluster.Cluster;
import dev.pointsman.pipeline.conformance.cluster.ResourceKey;
import dev.pointsman.pipeline.finding.Admission;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.report.ReportJson;
import dev.pointsman.pipeline.resolve.reference.AddressScope;
import dev.pointsman.pipeline.resource.Kind;
import io.vertx.core.json.JsonObject;

/** Pointsman as a controller: it is handed all resources, and has statuses and a running HAProxy. */
public final class Product implements AutoCloseable {

    private static final CompileOptions OPTIONS =
            CompileOptions.defaults().withScope(AddressScope.LOOPBACK_TOO).withAdmission(Admission.PERMISSIVE);

    private final NodeLayout layout;
    private final Certificates certificates;
    private Compilation compilation;
    private JsonObject report;
    private ServedHaproxy haproxy;
    private boolean serves;

    Product(Path directory, Certificates certificates) {
        this.layout = new NodeLayout(directory);
        this.certificates = certificates;
    }

    /** Takes these resources in place of those before; those of kinds that it does not know are passed over. */
    public void apply(Cluster cluster) {
        List<DefinitionFile> files = new ArrayList<>();
        for (JsonObject resource : cluster.all()) {
            Optional<Kind> kind = Kind.of(resource.getString("apiVersion"), resource.getString("kind"));
            if (kind.isPresent()) {
                // Every JSON text is YAML.
                files.add(new DefinitionFile("%04d.yaml".formatted(files.size()), resource.encodePrettily()));
            }
        }
        compilation = DefinitionCompiler.compile(new DefinitionSet(files, List.of()), OPTIONS);
        report = new JsonObject(ReportJson.render(new Report(compilation.findings(), compilation.statuses())));
        serves = false;
    }

    /** Makes sure that HAProxy runs what was applied last. */
    public void serve() throws IOException, InterruptedException {
        if (serves) {
            return;
        }
        if (haproxy != null) {
            haproxy.close();
            haproxy = null;
        }
        switch (compilation) {
            case Compilation.Accepted accepted -> {
                writeKeys();
                haproxy = ServedHaproxy.start(accepted.plan(), layout);
            }
            case Compilation.Refused refused -> throw new AssertionError("the definitions are refused:\n" + findings());
        }
        serves = true;
    }

    /** The files that a Secret without data stands for. */
    private void writeKeys() throws IOException {
        for (Certificates.Entry entry : certificates.all()) {
            if (entry.kind().equals("Secret")) {
                Path folder = layout.root()
                        .resolve("etc/pointsman/certs")
                        .resolve(entry.namespace())
                        .resolve(entry.name());
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("tls.crt"), entry.certificatePem());
                Files.writeString(folder.resolve("tls.key"), entry.keyPem());
            }
        }
    }

    /** The status of a resource as {@code pointsman check --output json} writes it; empty when it has none. */
    public Optional<JsonObject> status(ResourceKey key) {
        return report.getJsonArray("resources").stream()
                .map(JsonObject.class::cast)
                .filter(resource -> resource.getString("kind").equals(key.kind())
                        && resource.getString("name").equals(key.name()))
                .map(resource -> resource.getJsonObject("status"))
                .findFirst();
    }

    /** Everything that the checker says, for messages. */
    public String findings() {
        return compilation.findings().stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }

    /** The last lines of HAProxy's log, where it runs. */
    public String logged() throws IOException {
        return haproxy == null ? "" : "\nHAProxy's log ends:\n" + haproxy.logged();
    }

    @Override
    public void close() throws InterruptedException {
        if (haproxy != null) {
            haproxy.close();
        }
    }
}
