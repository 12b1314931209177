package dev.pointsman.lab.bench.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.node.NodeLayout;

/** The same configurations, each followed by a reload, as a configuration management does it. */
final class BySignal implements Contender {

    private final String name;
    private final NodeLayout layout;
    private final UnaryOperator<String> configuration;
    private final RunningProxy proxy;

    private BySignal(
            String name, NodeLayout layout, UnaryOperator<String> configuration, Namespace machine, KeyFiles keys)
            throws IOException {
        this.name = name;
        this.layout = layout;
        this.configuration = configuration;
        keys.copyTo(layout);
        write(0);
        this.proxy = RunningProxy.start(machine, layout);
    }

    static BySignal ofTheSameFiles(Path root, Namespace machine, KeyFiles keys) throws IOException {
        return new BySignal(
                "the same files, each reloaded (SIGUSR2)", new NodeLayout(root), text -> text, machine, keys);
    }

    /** HAProxy closes idle connections at a reload unless it is told otherwise. */
    static BySignal ofUsualFiles(Path root, Namespace machine, KeyFiles keys) throws IOException {
        return new BySignal(
                "the same without idle-close-on-response",
                new NodeLayout(root),
                text -> text.replace("    option idle-close-on-response\n", ""),
                machine,
                keys);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double serve(int revision) throws IOException, InterruptedException {
        write(revision);
        long start = System.nanoTime();
        proxy.reloadBySignal();
        proxy.awaitRevision(name(revision));
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public RunningProxy proxy() {
        return proxy;
    }

    private void write(int revision) throws IOException {
        DefinitionSet definitions =
                new DefinitionSet(List.of(new DefinitionFile("all.yaml", ChangingDefinitions.at(revision))), List.of());
        if (!(DefinitionCompiler.compile(definitions, CompileOptions.defaults())
                instanceof Compilation.Accepted accepted)) {
            throw new IOException("failed to compile the benchmark's definitions: "
                    + DefinitionCompiler.compile(definitions, CompileOptions.defaults())
                            .findings());
        }
        Map<String, String> files = BundleRenderer.render(
                        accepted.plan(), name(revision), ChangingDefinitions.NODE, layout, "lo")
                .files();
        Files.createDirectories(layout.current());
        for (var file : files.entrySet()) {
            Path fresh = Files.writeString(layout.current().resolve(".new"), configuration.apply(file.getValue()));
            Files.move(fresh, layout.current().resolve(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String name(int revision) {
        return "revision-" + revision;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
