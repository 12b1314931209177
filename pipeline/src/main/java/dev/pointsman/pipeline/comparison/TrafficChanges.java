package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.pipeline.explain.Answer;
import dev.pointsman.pipeline.explain.Explainer;
import dev.pointsman.pipeline.explain.show.ExplanationText;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.treatment.Treatment;

/** Asks both plans the same questions, and tells where the answers differ. */
final class TrafficChanges {

    /** Pairs of rules that are tried together: enough for any host that people write, and an end for the others. */
    private static final int MOST_PAIRS = 20_000;

    private final Map<String, Entrypoint> before = new TreeMap<>();
    private final Map<String, Entrypoint> after = new TreeMap<>();
    private final Explainer explainBefore;
    private final Explainer explainAfter;
    private final Set<String> exactHosts = new HashSet<>();
    private final Map<String, Comparison.Traffic> found = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Reach reach;
    private int pairs;

    TrafficChanges(Plan before, Plan after, Reach reach) {
        this.reach = reach;
        before.entrypoints().forEach(entrypoint -> this.before.put(socket(entrypoint), entrypoint));
        after.entrypoints().forEach(entrypoint -> this.after.put(socket(entrypoint), entrypoint));
        explainBefore = new Explainer(before);
        explainAfter = new Explainer(after);
        Stream.of(before, after)
                .flatMap(plan -> plan.entrypoints().stream())
                .flatMap(entrypoint -> entrypoint.listeners().stream())
                .flatMap(listener -> Stream.concat(
                        Stream.of(listener.host()), listener.rules().stream().map(Rule::host)))
                .forEach(host -> {
                    if (host instanceof HostMatch.Exact(String name)) {
                        exactHosts.add(name);
                    }
                });
    }

    private static String socket(Entrypoint entrypoint) {
        return entrypoint.address() + ":" + entrypoint.port();
    }

    List<Comparison.Traffic> find() {
        Set<String> sockets = new LinkedHashSet<>(before.keySet());
        sockets.addAll(after.keySet());
        for (String socket : sockets) {
            Entrypoint old = before.get(socket);
            Entrypoint now = after.get(socket);
            count(old);
            count(now);
            if (old == null || now == null) {
                String who = "connections to " + socket;
                found.put(
                        who,
                        new Comparison.Traffic(
                                who,
                                old == null
                                        ? "where nobody listens today"
                                        : "where today " + listeners(old) + " listens",
                                old == null ? "are taken by " + listeners(now) : "are refused",
                                ""));
                Entrypoint only = old == null ? now : old;
                only.listeners().forEach(listener -> listener.rules().forEach(reach::changes));
            } else {
                examples(old, now, old);
                examples(old, now, now);
            }
        }
        return new ArrayList<>(found.values());
    }

    private static String listeners(Entrypoint entrypoint) {
        return String.join(
                ", ", entrypoint.listeners().stream().map(Listener::fullName).toList());
    }

    private void count(Entrypoint entrypoint) {
        if (entrypoint != null) {
            entrypoint.listeners().forEach(listener -> listener.rules().forEach(reach::count));
        }
    }

    private void examples(Entrypoint old, Entrypoint now, Entrypoint from) {
        for (Listener listener : from.listeners()) {
            for (Rule rule : listener.rules()) {
                Example.of(from, listener, rule, exactHosts).ifPresent(example -> {
                    if (compare(old, now, example, true)) {
                        reach.changes(rule);
                    }
                });
            }
        }
        for (Listener listener : from.listeners()) {
            pairs(old, now, from, listener);
        }
    }

    /** A request may meet the path of one rule and the headers of another; who wins then may change, too. */
    private void pairs(Entrypoint old, Entrypoint now, Entrypoint from, Listener listener) {
        Map<HostMatch, List<Rule>> ofOneHost = listener.rules().stream()
                .collect(Collectors.groupingBy(Rule::host, LinkedHashMap::new, Collectors.toList()));
        for (List<Rule> rules : ofOneHost.values()) {
            for (Rule first : rules) {
                for (Rule second : rules) {
                    boolean conditions = !second.match().headers().isEmpty()
                            || !second.match().queryParameters().isEmpty()
                            || !second.match().method().isEmpty();
                    if (first != second && conditions && ++pairs < MOST_PAIRS) {
                        Example.ofBoth(from, listener, first, second, exactHosts)
                                .ifPresent(example -> compare(old, now, example, false));
                    }
                }
            }
        }
    }

    private boolean compare(Entrypoint old, Entrypoint now, Example example, boolean ofOneRule) {
        Answer was = explainBefore.answer(old, example.request());
        Answer is = explainAfter.answer(now, example.request());
        String before = outcome(was);
        String after = outcome(is);
        Optional<String> treatment = treatment(was, is);
        if (before.equals(after) && treatment.isEmpty()) {
            return false;
        }
        String who = example.who(now);
        // What two rules take together is told only where it goes another way than what one of them takes.
        boolean news = told.add(example.host() + " " + before + " " + after + " " + treatment.orElse(""));
        if (news || ofOneRule) {
            Comparison.Traffic traffic = before.equals(after)
                    ? new Comparison.Traffic(
                            who,
                            "treated in another way (" + treatment.orElseThrow() + ")",
                            after + " as before",
                            example.asCommand(now))
                    : new Comparison.Traffic(who, Outcome.insteadOf(before, after), after, example.asCommand(now));
            found.putIfAbsent(who + before + after, traffic);
        }
        return true;
    }

    private static String outcome(Answer answer) {
        return switch (answer) {
            case Answer.Forwarded forwarded -> "go to " + ExplanationText.shares(forwarded.shares());
            case Answer.Redirected redirected ->
                "are redirected to " + redirected.location() + " (" + redirected.status() + ")";
            case Answer.Preflight ignored -> "get 204 as a CORS preflight";
            case Answer.Unserved ignored -> "get 500, no backend";
            case Answer.NoRule ignored -> "get 404, no rule";
            case Answer.Misdirected ignored -> "get 421, misdirected";
            case Answer.HandedOn handedOn -> "are not for requests: their connections belong to " + handedOn.listener();
            case Answer.Closed ignored -> "are closed in the TLS handshake";
        };
    }

    private static Optional<String> treatment(Answer was, Answer is) {
        if (!(was instanceof Answer.Forwarded old) || !(is instanceof Answer.Forwarded now)) {
            return Optional.empty();
        }
        Treatment before = old.rule().treatment();
        Treatment after = now.rule().treatment();
        List<String> parts = new ArrayList<>();
        differ(parts, "rewrite", before.rewrite(), after.rewrite());
        differ(parts, "request headers", before.requestHeaders(), after.requestHeaders());
        differ(parts, "response headers", before.responseHeaders(), after.responseHeaders());
        differ(parts, "CORS", before.cors(), after.cors());
        differ(parts, "timeouts", before.timeouts(), after.timeouts());
        differ(parts, "retries", before.retry(), after.retry());
        if (parts.isEmpty()
                && !old.rule().targets().equals(now.rule().targets())
                && outcome(was).equals(outcome(is))) {
            boolean edits = Stream.concat(old.rule().targets().stream(), now.rule().targets().stream())
                    .anyMatch(target -> target.hasEdits());
            if (edits) {
                parts.add("headers for backends");
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private static void differ(List<String> parts, String name, Object before, Object after) {
        if (!before.equals(after)) {
            parts.add(name);
        }
    }
}
