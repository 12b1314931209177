package dev.pointsman.pipeline.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.explain.Request.Header;
import dev.pointsman.pipeline.explain.RequestUrl;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.routetest.Expectation;
import dev.pointsman.pipeline.trial.backend.Seen;
import dev.pointsman.pipeline.trial.client.Reply;

/** Compares what came with what was expected; the one place that decides whether a test passes. */
final class Judge {

    private static final double STANDARD_DEVIATIONS = 5;

    private final List<Difference> differences = new ArrayList<>();

    private Judge() {}

    /** Everything that is not as expected; at least one observation. */
    static List<Difference> judge(Expectation expectation, List<Observation> observations) {
        Judge judge = new Judge();
        if (expectation.answerer() instanceof Expectation.Shares shares) {
            judge.shares(shares, observations);
        }
        judge.one(expectation, observations.getFirst());
        return judge.differences;
    }

    private void one(Expectation expectation, Observation observation) {
        switch (expectation.answerer()) {
            case Expectation.OneBackend(BackendName backend) ->
                require("backend", backend.toString(), observation.backend(), observation.words());
            case Expectation.Nobody ignored -> {
                if (!(observation.reply() instanceof Reply.Ended)) {
                    differences.add(new Difference("connection", "closed without an answer", observation.words()));
                }
            }
            case Expectation.Anybody ignored -> {
                // Nothing to compare.
            }
            case Expectation.Shares ignored -> {
                // Of all observations together.
            }
        }
        boolean ofAnswer = expectation.status() > 0
                || !expectation.headers().isEmpty()
                || !expectation.absentHeaders().isEmpty()
                || expectation.redirect().isPresent();
        if (observation.reply() instanceof Reply.Answered answered) {
            answer(expectation, answered);
        } else if (ofAnswer) {
            differences.add(new Difference("answer", "an answer", observation.words()));
        }
        expectation
                .forwarded()
                .ifPresent(forwarded -> observation.seen().ifPresent(seen -> forwarded(forwarded, seen)));
    }

    private void answer(Expectation expectation, Reply.Answered answered) {
        if (expectation.status() > 0) {
            require("status", Integer.toString(expectation.status()), Integer.toString(answered.status()));
        }
        headers("header ", expectation.headers(), expectation.absentHeaders(), answered::values);
        expectation.redirect().ifPresent(redirect -> redirect(redirect, answered));
    }

    private void redirect(Expectation.RedirectRule rule, Reply.Answered answered) {
        if (rule.status() > 0) {
            require("redirect, status", Integer.toString(rule.status()), Integer.toString(answered.status()));
        } else if (answered.status() < 300 || answered.status() > 399) {
            differences.add(new Difference("redirect", "a status of 3xx", Integer.toString(answered.status())));
        }
        String location = answered.values("location").stream().findFirst().orElse("");
        Optional<RequestUrl> url = RequestUrl.parse(location);
        if (url.isEmpty()) {
            differences.add(new Difference("redirect", "a Location", location.isEmpty() ? "none" : location));
            return;
        }
        part("redirect, scheme", rule.scheme(), url.get().tls() ? "https" : "http");
        part("redirect, hostname", rule.hostname(), url.get().host());
        part(
                "redirect, port",
                rule.port() == 0 ? "" : Integer.toString(rule.port()),
                Integer.toString(url.get().port()));
        String query = url.get().query().isEmpty() ? "" : "?" + url.get().query();
        part("redirect, path", rule.path(), url.get().path() + query);
    }

    private void forwarded(Expectation.Forwarded rule, Seen seen) {
        part("forwarded, method", rule.method(), seen.method());
        part(
                "forwarded, hostname",
                rule.hostname(),
                seen.host().toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", ""));
        part("forwarded, path", rule.path(), seen.target());
        headers(
                "forwarded, header ",
                rule.headers(),
                rule.absentHeaders(),
                name -> seen.headers().stream()
                        .filter(header -> header.name().equalsIgnoreCase(name))
                        .map(Header::value)
                        .toList());
    }

    private void headers(
            String what,
            List<Expectation.HeaderRule> rules,
            List<String> absent,
            Function<String, List<String>> valuesOf) {
        for (Expectation.HeaderRule rule : rules) {
            List<String> values = valuesOf.apply(rule.name());
            boolean holds = switch (rule.comparison()) {
                case PRESENT -> !values.isEmpty();
                case EXACT -> values.contains(rule.value());
                case REGULAR_EXPRESSION ->
                    values.stream().anyMatch(Pattern.compile(rule.value()).asMatchPredicate());
            };
            if (!holds) {
                String wanted = switch (rule.comparison()) {
                    case PRESENT -> "any value";
                    case EXACT -> "\"" + rule.value() + "\"";
                    case REGULAR_EXPRESSION -> "a value like \"" + rule.value() + "\"";
                };
                differences.add(new Difference(what + rule.name(), wanted, listed(values)));
            }
        }
        for (String name : absent) {
            List<String> values = valuesOf.apply(name);
            if (!values.isEmpty()) {
                differences.add(new Difference(what + name, "no such header", listed(values)));
            }
        }
    }

    private static String listed(List<String> values) {
        return values.isEmpty()
                ? "no such header"
                : String.join(
                        ", ", values.stream().map(value -> "\"" + value + "\"").toList());
    }

    private void shares(Expectation.Shares shares, List<Observation> observations) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Observation observation : observations) {
            counts.merge(
                    observation.backend().isEmpty() ? observation.words() : observation.backend(), 1, Integer::sum);
        }
        int total =
                shares.weights().values().stream().mapToInt(Integer::intValue).sum();
        int requests = observations.size();
        String ofAll = " of " + requests
                + (observations.stream().anyMatch(observation -> observation.reply() instanceof Reply.Greeted)
                        ? " connections"
                        : " requests");
        shares.weights().forEach((backend, weight) -> {
            int count = Optional.ofNullable(counts.remove(backend.toString())).orElse(0);
            double share = (double) weight / total;
            double chance = STANDARD_DEVIATIONS * Math.sqrt(share * (1 - share) / requests) * 100;
            double bound = shares.tolerance().orElse(chance);
            double off = Math.abs(100.0 * count / requests - 100 * share);
            // A backend with a share has to get something, however small the share; one without gets nothing.
            if (weight == 0 && count > 0 || off > bound) {
                differences.add(new Difference(
                        "share of " + backend,
                        percent(100 * share) + (weight == 0 ? "" : ", give or take " + percent(bound)),
                        percent(100.0 * count / requests) + " (" + count + ofAll + ")"));
            }
        });
        counts.forEach((other, count) ->
                differences.add(new Difference("share of others", "none", other + ": " + count + ofAll)));
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }

    private void part(String what, String expected, String actual) {
        if (!expected.isEmpty()) {
            require(what, expected, actual);
        }
    }

    private void require(String what, String expected, String actual) {
        require(what, expected, actual, actual);
    }

    private void require(String what, String expected, String actual, String words) {
        if (!expected.equals(actual)) {
            differences.add(new Difference(what, expected, words));
        }
    }
}
