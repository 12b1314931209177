package dev.pointsman.agent;

import java.nio.file.Path;
import java.util.List;

import dev.pointsman.pipeline.node.NodeLayout;

/**
 * {@code --root DIR} at the head of a command line, read without picocli.
 *
 * <p>It exists for the commands that keepalived calls, which have no time for a parser.
 *
 * @param layout the node's files, below {@code /} when the option is absent
 * @param rest the arguments that follow
 */
public record RootOption(NodeLayout layout, List<String> rest) {

    /** Reads the option. Throws IllegalArgumentException, quoting what is wrong, on another option or a bad directory. */
    public static RootOption read(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().startsWith("-")) {
            return new RootOption(new NodeLayout(Path.of("/")), arguments);
        }
        String option = arguments.getFirst();
        if (option.startsWith("--root=")) {
            return new RootOption(
                    new NodeLayout(Path.of(option.substring("--root=".length()))),
                    arguments.subList(1, arguments.size()));
        }
        if (!option.equals("--root")) {
            throw new IllegalArgumentException("unknown option \"" + option + "\"; the only one is --root DIR");
        }
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("--root needs a directory");
        }
        return new RootOption(new NodeLayout(Path.of(arguments.get(1))), arguments.subList(2, arguments.size()));
    }
}
