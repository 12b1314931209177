package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.agent.generation.DurableFiles;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

/**
 * {@code refused.json}: the revision that this node has given up, so that a restart of the agent does not try it again.
 *
 * <p>Whatever happens to it costs one more attempt at most, so nothing here fails.
 */
final class RefusalFile {

    private static final Logger LOG = Logger.getLogger(RefusalFile.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;

    /** As it is written. */
    @RegisterForReflection
    record Document(String revision, String circumstances, List<Said> findings) {}

    /** One finding. */
    @RegisterForReflection
    record Said(
            Severity severity,
            String code,
            String file,
            int line,
            int column,
            String subject,
            String message,
            String hint) {

        static Said of(Finding finding) {
            return new Said(
                    finding.severity(),
                    finding.code(),
                    finding.place().file(),
                    finding.place().line(),
                    finding.place().column(),
                    finding.subject(),
                    finding.message(),
                    finding.hint());
        }

        Finding finding() {
            return new Finding(severity, code, new Place(file, line, column), subject, message, hint);
        }
    }

    RefusalFile(Path file) {
        this.file = file;
    }

    void write(Refusal refusal, String circumstances) {
        Document document = new Document(
                refusal.revision(),
                circumstances,
                refusal.findings().stream().map(Said::of).toList());
        try {
            Files.createDirectories(file.getParent());
            DurableFiles.replace(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
        } catch (IOException e) {
            LOG.warnf("failed to write down that revision \"%s\" is refused: %s", refusal.revision(), e.getMessage());
        }
    }

    /** The revision that was given up in these circumstances. */
    Optional<Refusal> read(String circumstances) {
        try {
            Document document = MAPPER.readValue(Files.readAllBytes(file), Document.class);
            return circumstances.equals(document.circumstances)
                    ? Optional.of(new Refusal(
                            document.revision,
                            document.findings.stream().map(Said::finding).toList(),
                            true))
                    : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("\"%s\" is not read: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("failed to remove \"%s\": %s", file, e.getMessage());
        }
    }
}
