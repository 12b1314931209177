package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.pointsman.pipeline.node.NodeLayout;

/**
 * Whether private keys are for their owner alone, and whether nobody else can put another one in their place.
 *
 * <p>A key belongs to root or to the agent's user, with mode 0600 or 0400: HAProxy reads it as the user that starts it, before it gives that
 * up, and the agent reads it to replace it in the HAProxy that runs. The agent's user is whoever has the agent's own folder.
 *
 * @param layout where the node's files are
 */
record PrivateKeyFiles(NodeLayout layout) implements Examination {

    private static final String KEY = "tls.key";

    private static final int FOR_OTHERS = 077;
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int PERMISSIONS = 07777;

    @Override
    public String subject() {
        return "private keys below \"" + layout.certificates() + "\", their owners and permissions";
    }

    @Override
    public List<Ailment> examine() {
        List<Ailment> ailments = new ArrayList<>();
        if (!Files.isDirectory(layout.certificates())) {
            return ailments;
        }
        Set<Path> folders = new TreeSet<>(Set.of(layout.certificates()));
        try {
            Set<Integer> owners = owners();
            for (Path key : keys()) {
                examineKey(key, owners, ailments);
                folders.add(key.getParent());
                folders.add(key.getParent().getParent());
            }
            for (Path folder : folders) {
                examineFolder(folder, ailments);
            }
        } catch (IOException | UncheckedIOException unreadable) {
            ailments.add(new Ailment(
                    layout.certificates().toString(),
                    "cannot be looked at: " + unreadable.getMessage(),
                    "call this as root"));
        }
        return ailments;
    }

    /** Below namespaces and names, as definitions name them. */
    private List<Path> keys() throws IOException {
        try (Stream<Path> below = Files.find(
                layout.certificates(),
                3,
                (path, attributes) -> path.endsWith(KEY),
                java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
            return below.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Set<Integer> owners() throws IOException {
        Set<Integer> owners = new TreeSet<>(List.of(0, attribute(Path.of("/proc/self"), "uid")));
        if (Files.exists(layout.state())) {
            owners.add(attribute(layout.state(), "uid"));
        }
        return owners;
    }

    private static void examineKey(Path key, Set<Integer> owners, List<Ailment> ailments) throws IOException {
        int mode = attribute(key, "mode") & PERMISSIONS;
        if ((mode & FOR_OTHERS) != 0) {
            ailments.add(new Ailment(
                    key.toString(),
                    "is a private key with mode " + octal(mode) + ", so others than its owner can use it",
                    "run \"chmod 600 " + key + "\", and replace the pair if others have been on this machine"));
        }
        int owner = attribute(key, "uid");
        if (!owners.contains(owner)) {
            ailments.add(new Ailment(
                    key.toString(),
                    "is a private key that belongs to user id " + owner + ", not to root or the agent's user",
                    "run \"chown root " + key + "\""));
        }
    }

    private static void examineFolder(Path folder, List<Ailment> ailments) throws IOException {
        int mode = attribute(folder, "mode") & PERMISSIONS;
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            ailments.add(new Ailment(
                    folder.toString(),
                    "has mode " + octal(mode) + ", so others than its owner can put a private key of theirs there",
                    "run \"chmod go-w " + folder + "\""));
        }
    }

    private static int attribute(Path file, String name) throws IOException {
        return (int) Files.getAttribute(file, "unix:" + name);
    }

    private static String octal(int mode) {
        return "0%o".formatted(mode);
    }
}
