package dev.pointsman.pipeline.compile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.certificate.CommittedKey;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;

/**
 * Reads the YAML files below a folder: the one place where definitions come from a disk.
 *
 * <p>The folder is untrusted. Nothing outside it is opened, and neither a huge file nor very many small ones fill the memory.
 */
public final class DefinitionFolder {

    /** The largest file that is read, in bytes. */
    public static final int LARGEST_FILE = 1 << 20;

    /** What a private key takes at most, in bytes, with its certificates. */
    private static final int LARGEST_KEY = 1 << 18;

    /** All files together, in bytes. */
    public static final long LARGEST_SET = 64L << 20;

    /** How many files are read. */
    public static final int MOST_FILES = 5000;

    private final Path root;
    private final Findings findings = new Findings();
    private final List<DefinitionFile> files = new ArrayList<>();
    private long bytes;
    private boolean full;

    private DefinitionFolder(Path root) {
        this.root = root;
    }

    /**
     * Reads every file whose name ends in {@code .yaml} or {@code .yml}; files and folders whose names start with a dot are left out.
     * Throws IOException, with a message for people, when the folder is not there or cannot be read.
     */
    public static DefinitionSet read(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "there is no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        DefinitionFolder reading = new DefinitionFolder(folder.toRealPath());
        Files.walkFileTree(reading.root, reading.new Walk());
        return new DefinitionSet(reading.files, reading.findings.all());
    }

    private final class Walk extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isHidden = !folder.equals(root) && isHidden(folder);
            return isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!isHidden(file)) {
                if (attributes.isSymbolicLink()) {
                    refuseLeavingLink(file);
                } else if (isYaml(file)) {
                    take(file, attributes);
                } else if (couldBeKey(file) && attributes.isRegularFile() && attributes.size() <= LARGEST_KEY) {
                    refuseKey(file);
                }
            }
            return full ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            if (isYaml(file) || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                findings.error(
                        FindingCode.UNREADABLE_FILE,
                        origin(file),
                        "it cannot be opened: " + cause.getClass().getSimpleName(),
                        "Check its permissions.");
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static boolean couldBeKey(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".key") || name.endsWith(".pem");
    }

    /** Definitions never name files, so nobody would read it; and yet everybody could. */
    private void refuseKey(Path file) throws IOException {
        if (CommittedKey.lineIn(Files.readString(file, StandardCharsets.ISO_8859_1))
                .isPresent()) {
            findings.error(FindingCode.COMMITTED_SECRET, origin(file), CommittedKeys.SAID, CommittedKeys.HINT);
        }
    }

    /** A link that stays inside is passed over, because what it leads to is read where it is. */
    private void refuseLeavingLink(Path link) {
        boolean stays;
        boolean leadsToFolder = false;
        try {
            Path target = link.toRealPath();
            stays = target.startsWith(root);
            leadsToFolder = Files.isDirectory(target);
        } catch (IOException leadsNowhere) {
            stays = false;
        }
        if (!stays && (isYaml(link) || leadsToFolder)) {
            findings.error(
                    FindingCode.SYMBOLIC_LINK,
                    origin(link),
                    "this symbolic link leads out of the definitions' folder, or nowhere, and is not followed",
                    "Put the file itself here.");
        }
    }

    private void take(Path file, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile()) {
            findings.error(FindingCode.UNREADABLE_FILE, origin(file), "it is no regular file", "Remove it.");
        } else if (attributes.size() > LARGEST_FILE) {
            findings.error(
                    FindingCode.TOO_LARGE,
                    origin(file),
                    "the file has " + attributes.size() + " bytes; at most " + LARGEST_FILE + " are read",
                    "Split it.");
        } else if (files.size() == MOST_FILES || bytes + attributes.size() > LARGEST_SET) {
            full = true;
            findings.error(
                    FindingCode.TOO_LARGE,
                    Origin.ofFile("."),
                    "there are more than " + MOST_FILES + " YAML files, or more than " + (LARGEST_SET >> 20)
                            + " MiB of them, in the definitions",
                    "Keep what is no definition outside the folder.");
        } else {
            open(file);
        }
    }

    private void open(Path file) throws IOException {
        byte[] content;
        try (var stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            content = stream.readNBytes(LARGEST_FILE);
        } catch (AccessDeniedException denied) {
            findings.error(FindingCode.UNREADABLE_FILE, origin(file), "it may not be read", "Check its permissions.");
            return;
        }
        bytes += content.length;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            files.add(new DefinitionFile(path(file), text));
        } catch (CharacterCodingException notText) {
            findings.error(
                    FindingCode.UNREADABLE_FILE,
                    InvalidText.origin(path(file), content),
                    "the file is not text in UTF-8",
                    "Save it as UTF-8, or keep it outside the definitions' folder.");
        }
    }

    private Origin origin(Path file) {
        return Origin.ofFile(path(file));
    }

    /** Names may hold anything but a slash, also line ends; findings are lines. */
    private String path(Path file) {
        return Quoted.escape(root.relativize(file).toString());
    }
}
