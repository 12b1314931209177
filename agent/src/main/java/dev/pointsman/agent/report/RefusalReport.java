package dev.pointsman.agent.report;

import java.util.List;
import java.util.Locale;

import dev.pointsman.agent.apply.Refusal;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A revision that is not served.
 *
 * @param revision the commit
 * @param givenUp whether it is not tried again until another revision comes; else it is, at least once a minute
 * @param findings everything that is wrong with it, errors first
 */
@RegisterForReflection
public record RefusalReport(String revision, boolean givenUp, List<FindingReport> findings) {

    /** As {@code pointsman check --output json} writes a finding. */
    @RegisterForReflection
    public record FindingReport(
            String severity,
            String code,
            String file,
            int line,
            int column,
            String subject,
            String message,
            String hint) {

        /** One line for people, as {@link Finding} writes it. */
        public String sentence() {
            return finding().toString();
        }

        private Finding finding() {
            return new Finding(
                    Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
                    code,
                    new Place(file, line, column),
                    subject,
                    message,
                    hint);
        }

        static FindingReport of(Finding finding) {
            return new FindingReport(
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.code(),
                    finding.place().file(),
                    finding.place().line(),
                    finding.place().column(),
                    finding.subject(),
                    finding.message(),
                    finding.hint());
        }
    }

    public RefusalReport {
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    static RefusalReport of(Refusal refusal) {
        return new RefusalReport(
                refusal.revision(),
                refusal.isFinal(),
                refusal.findings().stream()
                        .sorted(java.util.Comparator.comparing(Finding::severity))
                        .map(FindingReport::of)
                        .toList());
    }
}
