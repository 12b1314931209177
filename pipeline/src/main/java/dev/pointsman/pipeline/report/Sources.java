package dev.pointsman.pipeline.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.certificate.CommittedKey;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.finding.Concealed;
import dev.pointsman.pipeline.finding.Place;

/** The texts that findings are about, for those who show a line of them. */
public final class Sources {

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, List<String>> split = new HashMap<>();

    public Sources(Collection<DefinitionFile> files) {
        files.forEach(file -> texts.put(file.path(), file.text()));
    }

    /** The line of a place, without what could be a private key where the file holds one; empty when the place has none, or the file is not among the texts. */
    Optional<String> line(Place place) {
        String text = texts.get(place.file());
        if (text == null || place.line() == 0) {
            return Optional.empty();
        }
        List<String> lines =
                split.computeIfAbsent(place.file(), any -> shown(text).lines().toList());
        return place.line() <= lines.size() ? Optional.of(lines.get(place.line() - 1)) : Optional.empty();
    }

    private static String shown(String text) {
        return CommittedKey.lineIn(text).isPresent() ? Concealed.of(text) : text;
    }
}
