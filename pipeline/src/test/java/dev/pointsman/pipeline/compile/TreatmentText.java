package dev.pointsman.pipeline.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.treatment.Cors;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.Treatment;

/** What is done to requests besides forwarding, a line for each thing. */
final class TreatmentText {

    private TreatmentText() {}

    static List<String> of(Treatment treatment) {
        List<String> lines = new ArrayList<>();
        treatment.redirect().ifPresent(redirect -> lines.add(redirect(redirect)));
        treatment.rewrite().ifPresent(rewrite -> {
            if (!rewrite.hostname().isEmpty()) {
                lines.add("rewrites the host to " + rewrite.hostname());
            }
            rewrite.path().ifPresent(path -> lines.add("rewrites " + path(path)));
        });
        edits(lines, "request", treatment.requestHeaders());
        edits(lines, "response", treatment.responseHeaders());
        treatment.cors().ifPresent(cors -> lines.add(cors(cors)));
        treatment.timeouts().request().ifPresent(timeout -> lines.add("request timeout " + timeout.toMillis() + " ms"));
        treatment
                .timeouts()
                .backendRequest()
                .ifPresent(timeout -> lines.add("backend request timeout " + timeout.toMillis() + " ms"));
        treatment
                .retry()
                .ifPresent(retry -> lines.add("tries " + retry.attempts() + " times more for " + retry.codes()));
        return lines;
    }

    static List<String> of(WeightedBackend target) {
        List<String> lines = new ArrayList<>();
        edits(lines, "request", target.requestHeaders());
        edits(lines, "response", target.responseHeaders());
        return lines;
    }

    private static void edits(List<String> lines, String of, HeaderEdits edits) {
        edits.set().forEach(header -> lines.add("sets " + of + " header " + header.name() + ": " + header.value()));
        edits.add().forEach(header -> lines.add("adds " + of + " header " + header.name() + ": " + header.value()));
        edits.remove().forEach(name -> lines.add("removes " + of + " header " + name));
    }

    private static String redirect(Redirect redirect) {
        return "-> " + redirect.code() + " to scheme " + or(redirect.scheme()) + ", host " + or(redirect.hostname())
                + ", port " + (redirect.port() == 0 ? "implied" : redirect.port())
                + ", path "
                + Optional.of(redirect.path().map(TreatmentText::path).orElse(""))
                        .map(TreatmentText::or)
                        .get();
    }

    private static String or(String text) {
        return text.isEmpty() ? "as it came" : text;
    }

    private static String path(PathRewrite path) {
        return switch (path) {
            case PathRewrite.Full(String replacement) -> "the path to " + replacement;
            case PathRewrite.Prefix(String prefix, String replacement) ->
                "the prefix \"" + prefix + "\" to \"" + replacement + "\"";
        };
    }

    private static String cors(Cors cors) {
        return "CORS for origins " + cors.origins() + ", methods " + cors.methods() + ", headers " + cors.headers()
                + ", exposing " + cors.exposed() + (cors.credentials() ? ", with credentials" : "") + ", for "
                + cors.maxAge() + " s";
    }
}
