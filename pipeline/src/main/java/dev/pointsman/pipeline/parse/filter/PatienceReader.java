package dev.pointsman.pipeline.parse.filter;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.DurationText;
import dev.pointsman.pipeline.plan.treatment.Retry;
import dev.pointsman.pipeline.plan.treatment.Timeouts;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads how long a rule waits for a backend, and how often it tries again.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteTimeouts" and "HTTPRouteRetry".
 */
public final class PatienceReader {

    private static final int MOST_CODES = 200;

    /** As often as a connection is tried again that did not come about. */
    private static final int DEFAULT_ATTEMPTS = 3;

    private PatienceReader() {}

    /** Reads {@code timeouts}, which may be absent. */
    public static Timeouts timeouts(Fields rule) {
        return rule.optionalMapping("timeouts", Timeouts.DEFAULT, fields -> {
            Optional<Duration> request = duration(fields, "request");
            Optional<Duration> backendRequest = duration(fields, "backendRequest");
            boolean fits = request.isEmpty()
                    || request.get().isZero()
                    || backendRequest.isEmpty()
                    || backendRequest.get().compareTo(request.get()) <= 0;
            if (!fits) {
                fields.findings()
                        .error(
                                FindingCode.INVALID_VALUE,
                                fields.originOf("backendRequest"),
                                "backendRequest is longer than request, of which it is a part",
                                "Make it as long at most.");
            }
            return new Timeouts(request, backendRequest);
        });
    }

    private static Optional<Duration> duration(Fields fields, String name) {
        return fields.has(name)
                ? Optional.of(DurationText.read(fields, name, Duration.ZERO, Duration.ofMillis(1)))
                : Optional.empty();
    }

    /** Reads {@code retry}, which may be absent. */
    public static Optional<Retry> retry(Fields rule) {
        return rule.optionalMapping("retry", Optional.empty(), fields -> {
            TreeSet<Integer> codes = new TreeSet<>();
            for (Located<Integer> code : fields.integers("codes", 0, MOST_CODES, 400, 599)) {
                if (!Retry.SERVED_CODES.contains(code.value())) {
                    fields.findings()
                            .error(
                                    FindingCode.NOT_SUPPORTED,
                                    code.origin(),
                                    "HAProxy does not send a request again for status " + code.value() + ", only for "
                                            + String.join(
                                                    ", ",
                                                    new TreeSet<>(Retry.SERVED_CODES)
                                                            .stream()
                                                                    .map(Object::toString)
                                                                    .toList()),
                                    "");
                } else if (!codes.add(code.value())) {
                    fields.findings()
                            .error(
                                    FindingCode.DUPLICATE_NAME,
                                    code.origin(),
                                    Quoted.of(code.value().toString()) + " stands in this list already",
                                    "Remove one.");
                }
            }
            if (fields.has("backoff")) {
                DurationText.read(fields, "backoff", Duration.ZERO, Duration.ofMillis(1));
                fields.findings()
                        .error(
                                FindingCode.NOT_SUPPORTED,
                                fields.originOf("backoff"),
                                "HAProxy sends a request again at once, to another endpoint where there is one;"
                                        + " it cannot wait before",
                                "Remove the field \"backoff\".");
            }
            int attempts = fields.integer("attempts", 0, Retry.MOST_ATTEMPTS, DEFAULT_ATTEMPTS)
                    .value();
            return Optional.of(new Retry(codes, attempts));
        });
    }
}
