package dev.pointsman.agent.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.pointsman.pipeline.node.NodeLayout;

/**
 * The generations of this node, and which of them is served.
 *
 * <p>It is the only writer of {@link NodeLayout#generations()} and {@link NodeLayout#current()}. Nothing here deletes the generation that
 * is served or the one before it.
 */
public final class GenerationStore {

    private static final String UNFINISHED = ".new-";

    private final Path folder;
    private final Path current;

    public GenerationStore(NodeLayout layout) {
        this.folder = layout.generations();
        this.current = layout.current();
    }

    /** Makes the store usable after whatever happened: removes what a crash left half-written, and a link that leads nowhere. */
    public void recover() throws IOException {
        Files.createDirectories(folder);
        for (Path entry : entries()) {
            if (isUnfinished(entry) || !isComplete(entry)) {
                remove(entry);
            }
        }
        Files.deleteIfExists(linkInTheMaking());
        if (Files.isSymbolicLink(current) && current().isEmpty()) {
            Files.delete(current);
        }
    }

    /**
     * Writes a generation; when the same one is there already, that one is kept.
     *
     * @param files by name within the generation
     * @param listens addresses and ports that HAProxy binds when it serves it
     * @throws DiskFullException when there is no room for it; then nothing is left of it
     */
    public Generation write(
            String revision, String digest, Instant createdAt, Map<String, String> files, List<String> listens)
            throws IOException {
        Path place = folder.resolve(Generation.idOf(revision, digest));
        Generation generation = new Generation(place, revision, digest, createdAt, listens);
        if (isComplete(place)) {
            return GenerationDocument.read(place);
        }
        Files.createDirectories(folder);
        Path draft = folder.resolve(UNFINISHED + generation.id());
        try {
            remove(draft);
            Files.createDirectory(draft);
            for (Map.Entry<String, String> file : files.entrySet()) {
                DurableFiles.write(draft.resolve(file.getKey()), file.getValue());
            }
            DurableFiles.write(draft.resolve(GenerationDocument.FILE), GenerationDocument.render(generation));
            DurableFiles.force(draft);
            remove(place);
            DurableFiles.rename(draft, place);
        } catch (IOException e) {
            // A full disk must not fill further with every attempt.
            removeQuietly(draft);
            throw DiskFullException.of(
                    new IOException("failed to write generation \"" + place + "\": " + e.getMessage(), e),
                    folder,
                    files.values());
        }
        return generation;
    }

    /** A generation's files by name, without what it says about itself. */
    public SortedMap<String, String> files(Generation generation) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(generation.folder())) {
            for (Path file : entries.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        files.remove(GenerationDocument.FILE);
        return files;
    }

    /** Makes a generation the served one, from one moment to the next. */
    public void switchTo(Generation generation) throws IOException {
        Path link = linkInTheMaking();
        Files.deleteIfExists(link);
        // Relative, so that a node's tree can be moved or looked at from outside.
        Files.createSymbolicLink(link, current.getParent().relativize(generation.folder()));
        DurableFiles.rename(link, current);
    }

    /** Removes a generation that turned out to be no good, unless it is the served one. */
    public void discard(Generation generation) throws IOException {
        if (current().filter(generation::equals).isEmpty()) {
            remove(generation.folder());
        }
    }

    /** Makes no generation the served one: the way back from the very first. */
    public void switchToNone() throws IOException {
        Files.deleteIfExists(current);
    }

    /** The generation that is served, as far as the disk says; empty on a new node. */
    public Optional<Generation> current() {
        try {
            if (!Files.isSymbolicLink(current)) {
                return Optional.empty();
            }
            Path target =
                    current.getParent().resolve(Files.readSymbolicLink(current)).normalize();
            return target.getParent().equals(folder) ? Optional.of(GenerationDocument.read(target)) : Optional.empty();
        } catch (IOException incomplete) {
            return Optional.empty();
        }
    }

    /** Every complete generation, oldest first. */
    public List<Generation> all() throws IOException {
        List<Generation> all = new ArrayList<>();
        for (Path entry : entries()) {
            if (!isUnfinished(entry) && isComplete(entry)) {
                all.add(GenerationDocument.read(entry));
            }
        }
        all.sort(Comparator.comparing(Generation::createdAt).thenComparing(Generation::id));
        return all;
    }

    /**
     * Removes generations that are too many or too old. The current one stays, and so does the youngest of the others: the way back.
     *
     * @param precious remain as well, whatever their age
     */
    public void prune(Retention retention, Instant now, Collection<Generation> precious) throws IOException {
        Set<String> kept = new TreeSet<>();
        current().ifPresent(served -> kept.add(served.id()));
        precious.forEach(generation -> kept.add(generation.id()));
        List<Generation> youngestFirst = all().reversed();
        youngestFirst.stream()
                .filter(generation -> current().filter(generation::equals).isEmpty())
                .findFirst()
                .ifPresent(wayBack -> kept.add(wayBack.id()));
        Instant oldest = now.minus(retention.maxAge());
        for (int i = 0; i < youngestFirst.size(); i++) {
            Generation generation = youngestFirst.get(i);
            boolean isTooMuch = i >= retention.keep() || generation.createdAt().isBefore(oldest);
            if (isTooMuch && !kept.contains(generation.id())) {
                remove(generation.folder());
            }
        }
    }

    private List<Path> entries() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static boolean isUnfinished(Path entry) {
        return entry.getFileName().toString().startsWith(UNFINISHED);
    }

    private static boolean isComplete(Path entry) {
        try {
            GenerationDocument.read(entry);
            return true;
        } catch (IOException incomplete) {
            return false;
        }
    }

    private Path linkInTheMaking() {
        return current.resolveSibling("." + current.getFileName() + ".new");
    }

    private static void remove(Path generation) throws IOException {
        if (!Files.isDirectory(generation)) {
            return;
        }
        // A generation is flat; what is not would not be ours.
        try (Stream<Path> files = Files.list(generation)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(generation);
    }

    private static void removeQuietly(Path generation) {
        try {
            remove(generation);
        } catch (IOException e) {
            // What caused this is being reported already; recover() tries again at the next start.
        }
    }
}
