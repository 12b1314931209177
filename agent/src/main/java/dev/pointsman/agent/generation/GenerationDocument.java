package dev.pointsman.agent.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * {@code generation.json}: what a generation says about itself. It is the last file written, so its presence tells that the others are there.
 *
 * @param revision the commit
 * @param digest of the content
 * @param createdAt ISO 8601, UTC
 * @param listens addresses and ports that HAProxy binds
 */
@RegisterForReflection
record GenerationDocument(String revision, String digest, String createdAt, List<String> listens) {

    static final String FILE = "generation.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader READER = MAPPER.readerFor(GenerationDocument.class);
    private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

    static String render(Generation generation) throws JsonProcessingException {
        return WRITER.writeValueAsString(new GenerationDocument(
                        generation.revision(),
                        generation.digest(),
                        generation.createdAt().toString(),
                        generation.listens()))
                + "\n";
    }

    /** Reads a generation from its folder. Throws IOException when it is incomplete or unreadable. */
    static Generation read(Path folder) throws IOException {
        GenerationDocument document = READER.readValue(Files.readAllBytes(folder.resolve(FILE)));
        try {
            return new Generation(
                    folder, document.revision, document.digest, Instant.parse(document.createdAt), document.listens);
        } catch (RuntimeException e) {
            throw new IOException("failed to read \"" + folder.resolve(FILE) + "\": " + e.getMessage(), e);
        }
    }
}
