package dev.pointsman.agent.report;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** As {@code pointsman check --output json} writes a finding. */
@RegisterForReflection
public record FindingReport(
        String severity, String code, String file, int line, int column, String subject, String message, String hint) {

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

    /** Whether something is not as it should be, as opposed to worth knowing. */
    @JsonIgnore
    public boolean isError() {
        return severity.equals(Severity.ERROR.name().toLowerCase(Locale.ROOT));
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
