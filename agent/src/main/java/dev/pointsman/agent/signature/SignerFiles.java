package dev.pointsman.agent.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;

import dev.pointsman.agent.configuration.SignaturePolicy;

/**
 * The files that say which keys are trusted, looked at before they are believed.
 *
 * <p>JGit takes a missing list for an empty one. An empty revocation list would trust a stolen key, and a list that everybody may write
 * trusts everybody.
 */
final class SignerFiles {

    private static final long LARGEST = 16L * 1024 * 1024;

    private SignerFiles() {}

    /** Throws IOException, naming file, fault and remedy, when one of them cannot be relied on. */
    static void require(SignaturePolicy policy) throws IOException {
        for (Path file : Stream.concat(Stream.of(policy.allowedSigners()), policy.revokedKeys().stream())
                .toList()) {
            require(file);
        }
    }

    private static void require(Path file) throws IOException {
        PosixFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, PosixFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no \"" + file + "\", which \"signatures\" in agent.yaml names; put it there", e);
        }
        if (!attributes.isRegularFile() || attributes.size() > LARGEST) {
            throw new IOException("\"" + file + "\" is not a file of at most " + LARGEST + " bytes");
        }
        if (!Files.isReadable(file)) {
            throw new IOException("\"" + file + "\" cannot be read by the user that the agent runs as");
        }
        if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                || attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IOException(
                    "\"" + file
                            + "\" can be written by others than its owner, so its keys are worth nothing; run chmod go-w on it");
        }
    }
}
