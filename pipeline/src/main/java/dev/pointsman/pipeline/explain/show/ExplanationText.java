package dev.pointsman.pipeline.explain.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.explain.Answer;
import dev.pointsman.pipeline.explain.Candidate;
import dev.pointsman.pipeline.explain.Explanation;
import dev.pointsman.pipeline.explain.Words;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.listener.Listener;

/** An explanation in sentences: where the request comes in, who answers, and what became of each rule on the way. */
public final class ExplanationText {

    private ExplanationText() {}

    /** Everything; rules for other hosts are counted, not listed, unless they are asked for. */
    public static String render(Explanation explanation, boolean otherHosts) {
        StringBuilder text = new StringBuilder();
        text.append(way(explanation)).append('\n');
        text.append("=> ").append(sentence(explanation.answer())).append('\n');
        List<String> lines = candidates(explanation, otherHosts);
        if (!lines.isEmpty()) {
            text.append('\n');
            lines.forEach(line -> text.append("   ").append(line).append('\n'));
        }
        return text.toString();
    }

    /** {@code It comes in at 10.99.0.10:80 and belongs to listener edge/public/http (any host).} */
    public static String way(Explanation explanation) {
        String at = "It comes in at " + explanation.entrypoint().address() + ":"
                + explanation.entrypoint().port();
        return explanation
                .listener()
                .map(listener -> at + " and belongs to listener " + named(listener) + ".")
                .orElseGet(() -> at + ", where the listeners are "
                        + explanation.entrypoint().listeners().stream()
                                .map(ExplanationText::named)
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private static String named(Listener listener) {
        return listener.fullName() + " (" + Words.of(listener.host()) + ")";
    }

    /** One sentence on who answers and by which rule. */
    public static String sentence(Answer answer) {
        return switch (answer) {
            case Answer.Forwarded forwarded ->
                "Rule " + forwarded.rule().name() + " forwards it to " + shares(forwarded.shares()) + ".";
            case Answer.Redirected redirected ->
                "Rule " + redirected.rule().name() + " redirects it to " + redirected.location() + " ("
                        + redirected.status() + ").";
            case Answer.Preflight preflight ->
                "Rule " + preflight.rule().name() + " answers the CORS preflight itself (204).";
            case Answer.Unserved unserved ->
                "Rule " + unserved.rule().name()
                        + " takes it and has no backend that takes requests, so the answer is 500.";
            case Answer.NoRule ignored -> "No rule takes it, so the answer is 404.";
            case Answer.Misdirected ignored ->
                "The connection was made for the names of another listener, so the answer is 421.";
            case Answer.HandedOn handedOn ->
                "The server name leads to listener " + handedOn.listener()
                        + " of protocol TLS: the connection is not for requests.";
            case Answer.Closed ignored -> "No listener takes the server name, so the connection is closed.";
        };
    }

    /** {@code shop/v1:80}, or {@code search/stable:80 (90 %) or search/canary:80 (10 %)}. */
    public static String shares(List<Answer.Share> shares) {
        return shares.stream()
                .map(share -> name(share)
                        + (shares.size() > 1 ? " (" + percent(share.percent()) + ")" : "")
                        + (share.backend().isPresent() && !share.hasEndpoints()
                                ? ", which has no endpoints and answers with 503"
                                : ""))
                .collect(Collectors.joining(" or "));
    }

    private static String name(Answer.Share share) {
        return share.backend().map(BackendName::toString).orElse("nobody, which answers with 500");
    }

    static String percent(double percent) {
        String text = String.format(Locale.ROOT, "%.2f", percent).replaceAll("\\.?0+$", "");
        return text + " %";
    }

    private static List<String> candidates(Explanation explanation, boolean otherHosts) {
        List<Candidate> shown = explanation.candidates().stream()
                .filter(candidate -> otherHosts || !isForOtherHost(candidate))
                .toList();
        int width = shown.stream()
                .mapToInt(candidate -> candidate.rule().name().toString().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (Candidate candidate : shown) {
            String name = candidate.rule().name().toString();
            lines.add((name + " ".repeat(width - name.length()) + "  " + verdict(candidate)));
        }
        long hidden = explanation.candidates().size() - shown.size();
        if (hidden > 0) {
            lines.add("and " + hidden + (hidden == 1 ? " rule" : " rules")
                    + " for other hosts (\"explain --all\" lists " + (hidden == 1 ? "it" : "them") + ")");
        }
        return lines;
    }

    private static boolean isForOtherHost(Candidate candidate) {
        return candidate.verdict() instanceof Candidate.Fails(Candidate.Condition condition, String ignored)
                && condition == Candidate.Condition.HOST;
    }

    private static String verdict(Candidate candidate) {
        return switch (candidate.verdict()) {
            case Candidate.Wins ignored -> "wins: " + Words.of(candidate.rule());
            case Candidate.Outranked(String why) -> "would match, but the winner " + why;
            case Candidate.Fails(Candidate.Condition ignored, String why) -> "no: " + why;
        };
    }
}
