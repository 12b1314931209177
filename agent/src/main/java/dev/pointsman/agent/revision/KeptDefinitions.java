package dev.pointsman.agent.revision;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;

/**
 * The definitions that a generation was rendered from, kept inside it as one file.
 *
 * <p>It exists so that a node which starts without Git knows not only what HAProxy serves but also which routes it has to hold.
 */
public final class KeptDefinitions {

    public static final String FILE = "definitions.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private KeptDefinitions() {}

    public static String render(List<DefinitionFile> files) throws JsonProcessingException {
        Map<String, String> texts = new TreeMap<>();
        files.forEach(file -> texts.put(file.path(), file.text()));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(texts) + "\n";
    }

    /** Reads them back. Throws IOException when they are not there or damaged. */
    public static DefinitionSet of(Generation generation) throws IOException {
        Map<String, String> texts = MAPPER.readValue(
                Files.readAllBytes(generation.folder().resolve(FILE)), new TypeReference<TreeMap<String, String>>() {});
        return new DefinitionSet(
                texts.entrySet().stream()
                        .map(entry -> new DefinitionFile(entry.getKey(), entry.getValue()))
                        .toList(),
                List.of());
    }
}
