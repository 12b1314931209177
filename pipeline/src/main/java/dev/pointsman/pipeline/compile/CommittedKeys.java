package dev.pointsman.pipeline.compile;

import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.certificate.CommittedKey;
import dev.pointsman.pipeline.finding.FieldPath;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Place;

/** The files of a set that hold a private key, wherever in them. */
final class CommittedKeys {

    static final String SAID = "a private key stands here; whoever can read the repository can read it";
    static final String HINT =
            "Take it out, and put it on the nodes as a tls.key. What was committed once is public: replace the key.";

    private final SortedMap<String, Integer> lines = new TreeMap<>();

    CommittedKeys(Collection<DefinitionFile> files) {
        for (DefinitionFile file : files) {
            CommittedKey.lineIn(file.text()).ifPresent(line -> lines.put(file.path(), line));
        }
    }

    Set<String> files() {
        return lines.keySet();
    }

    /** A finding for each of them that has none yet: a Secret with data has one of its own. */
    void refuse(Findings findings) {
        Set<String> refused = findings.all().stream()
                .filter(finding -> finding.code().equals(FindingCode.COMMITTED_SECRET.text()))
                .map(Finding::place)
                .map(Place::file)
                .collect(Collectors.toSet());
        lines.forEach((file, line) -> {
            if (!refused.contains(file)) {
                findings.error(
                        FindingCode.COMMITTED_SECRET,
                        new Origin(new Place(file, line, 1), "", FieldPath.ROOT),
                        SAID,
                        HINT);
            }
        });
    }
}
