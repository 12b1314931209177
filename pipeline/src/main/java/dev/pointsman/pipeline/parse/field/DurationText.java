package dev.pointsman.pipeline.parse.field;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Durations as text: {@code 100ms}, {@code 1m30s}.
 *
 * <p>Source: GEP-2257, "Gateway API Duration Format": one to four numbers of up to five digits, each with h, m, s or ms.
 */
public final class DurationText {

    private static final TextRule RULE = new TextRule(
            "a duration, like \"100ms\", \"30s\" or \"1m30s\"",
            1,
            28,
            Pattern.compile("([0-9]{1,5}(h|ms|m|s)){1,4}").asMatchPredicate());

    private static final Pattern PART = Pattern.compile("([0-9]{1,5})(h|ms|m|s)");

    private DurationText() {}

    /** Reads a duration that may be absent and must be a multiple of the step. */
    public static Duration read(Fields fields, String name, Duration absent, Duration step) {
        Located<String> text = fields.text(name, RULE, "");
        if (text.value().isEmpty()) {
            return absent;
        }
        Duration duration = parse(text.value());
        if (duration.toMillis() % step.toMillis() != 0) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            text.origin(),
                            Quoted.of(text.value()) + " is not a multiple of " + step.toMillis() + "ms",
                            "");
            return absent;
        }
        return duration;
    }

    private static Duration parse(String text) {
        Duration sum = Duration.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            long count = Long.parseLong(parts.group(1));
            sum = sum.plus(
                    switch (parts.group(2)) {
                        case "h" -> Duration.ofHours(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "s" -> Duration.ofSeconds(count);
                        default -> Duration.ofMillis(count);
                    });
        }
        return sum;
    }
}
